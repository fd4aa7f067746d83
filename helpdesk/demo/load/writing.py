"""Puts the phrases together: what people write in questions, answers and articles."""

from dataclasses import dataclass
from random import Random

from helpdesk.demo.load import phrases


@dataclass(slots=True)
class Writer:
    """Writes about one topic and place, so that what stands in a thread hangs together."""

    draw: Random
    thing: str
    place: str

    @classmethod
    def about(cls, topic: str | None, draw: Random) -> "Writer":
        """One who writes about the topic with this code; about anything where there is none."""
        return cls(draw, draw.choice(phrases.THINGS.get(topic or "", phrases.ANYTHING)), draw.choice(phrases.PLACES))

    def subject(self) -> str:
        """A question's title."""
        return self._one(phrases.SUBJECTS)

    def question(self, name: str) -> str:
        """What somebody asks, with their circumstances and their first name."""
        told = " ".join(self._some(phrases.CIRCUMSTANCES, 1, 4))
        asked = self._one(phrases.QUESTIONS)
        parts = [asked, told] if self.draw.random() < 0.5 else [told, asked]
        return "\n\n".join([self._one(phrases.GREETINGS), *parts, self._signed(name)])

    def answer(self, name: str) -> str:
        """An adviser's answer to `name`: some advice, often with steps."""
        parts = [f"Hej {name},", *self._some(phrases.ADVICE, 1, 4)]
        if self.draw.random() < 0.45:
            steps = self._some(phrases.STEPS, 2, 5)
            parts.append("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))
        return "\n\n".join(parts)

    def question_back(self, name: str) -> str:
        """What an adviser has to know before there is an answer."""
        return f"Hej {name},\n\nför att kunna svara behöver vi veta lite mer. {self._one(phrases.BACK_QUESTIONS)}"

    def aside(self) -> str:
        """What somebody asks in the middle of something."""
        return self._one(phrases.BACK_QUESTIONS)

    def reply(self) -> str:
        """What the asker writes next."""
        return self._one(phrases.REPLIES)

    def note(self) -> str:
        """What an adviser notes for the desk alone."""
        return self._one(phrases.NOTES)

    def to_expert(self) -> str:
        """What an adviser asks an expert."""
        return f"Hej! {self._one(phrases.QUESTIONS)} {self._one(phrases.CIRCUMSTANCES)}"

    def article_title(self) -> str:
        """An article's title."""
        return self._one(phrases.ARTICLE_TITLES)

    def article(self) -> str:
        """An article in Markdown: parts with headings, advice and steps."""
        return "\n\n".join(self._part(heading) for heading in self._some(phrases.HEADINGS, 3, 6))

    def advice(self) -> str:
        """A sentence or two of advice."""
        return self._one(phrases.ADVICE)

    def _part(self, heading: str) -> str:
        steps = "\n".join(f"- {step}" for step in self._some(phrases.STEPS, 2, 5))
        return "\n\n".join([f"## {heading}", *self._some(phrases.ADVICE, 2, 4), steps])

    def _signed(self, name: str) -> str:
        return f"{self._one(phrases.THANKS)}\n{name}"

    def _some(self, table: tuple[str, ...], least: int, most: int) -> list[str]:
        return [self._filled(phrase) for phrase in self.draw.sample(table, self.draw.randint(least, most))]

    def _one(self, table: tuple[str, ...]) -> str:
        return self._filled(self.draw.choice(table))

    def _filled(self, phrase: str) -> str:
        if "{" not in phrase:
            return phrase
        filled = phrase.format(
            thing=self.thing,
            Thing=self.thing[:1].upper() + self.thing[1:],
            place=self.place,
            number=self.draw.randint(6, 900),
            few=self.draw.randint(2, 9),
        )
        return f"{filled[:1].upper()}{filled[1:]}"
