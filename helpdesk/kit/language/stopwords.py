"""Words that say nothing about what a text is about: function words and the words questions begin with."""

_WORDS = """
alla allt alltså andra annan annat att av bara bland blev bli blir blivit borde bort bra bör både de dem den denna
deras dess dessa dessutom det detta dig din dina ditt dock dom du där därför då efter eftersom ej eller en er era
ert ett exempelvis finns framför från få får fått för före genom gick ger gjorde gå gör göra gärna ha hade han har
hej hela helst henne hennes hos hon hur i ibland icke igen in ingen inget inga innan inom inte ja jag ju kan kanske
kom kommer kring kunde kunna man med medan mellan men mer mest min mina mindre mitt mot mycket måste möjligen ned
nej ni nog nu någon någonting något några när nästan och också olika om oss på redan sade samma samt sedan sig
sin sina sitt ska skall skulle snart som ställa så sådan sådana sådant t.ex tack tex till tills trots under undrar
upp ur ut utan vad var vara varför varit varje vars vart vem vems vet vi via vid vidare vilka vilkas vilken vilket
vill ville våra vår vårt väl än ändå ännu är även åt över
"""

STOPWORDS = frozenset(_WORDS.split())
