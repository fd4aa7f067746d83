"""The words of mail programs in languages from further away, in which people write to Sweden too. See `language`."""

from helpdesk.kit.incoming.split.language import Heading, Language

_ITALIAN = Language(
    opening="il in",
    wrote="scritto scrive scrisse",
    between="ha alle ore il da di del via ho",
    months="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
    " gen feb mar apr mag giu lug ago set ott nov dic",
    days="lunedì martedì mercoledì giovedì venerdì sabato domenica lun mar mer gio ven sab dom",
    headings={
        Heading.FROM: "da|mittente",
        Heading.SENT: "inviato|data|inviata",
        Heading.TO: "a|per",
        Heading.COPY: "cc|ccn",
        Heading.SUBJECT: "oggetto",
        Heading.OTHER: "rispondi a|allegati",
    },
    mail="inviato|oggetto",
)
_PORTUGUESE = Language(
    opening="em no na a",
    wrote="escreveu escreveu-me",
    between="às as de do da em por via h",
    months="janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    " jan fev mar abr mai jun jul ago set out nov dez",
    days="segunda terça quarta quinta sexta sábado domingo segunda-feira terça-feira quarta-feira quinta-feira"
    " sexta-feira seg ter qua qui sex sáb dom",
    headings={
        Heading.FROM: "de",
        Heading.SENT: "enviado|enviada|enviado em|enviada em|data",
        Heading.TO: "para",
        Heading.COPY: "cc|cco",
        Heading.SUBJECT: "assunto",
        Heading.OTHER: "responder a|anexos",
    },
    mail="enviado|enviada|enviada em|assunto",
)
_POLISH = Language(
    opening="dnia w",
    wrote="napisał napisała napisał/a nadesłał nadesłała pisze",
    between="o godz godzinie użytkownik dniu od r",
    months="stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
    " sty lut mar kwi maj cze lip sie wrz paź lis gru",
    days="poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz",
    headings={
        Heading.FROM: "od|nadawca",
        Heading.SENT: "wysłano|wysłane|data|wysłany",
        Heading.TO: "do|adresat",
        Heading.COPY: "dw|kopia|do wiadomości",
        Heading.SUBJECT: "temat",
        Heading.OTHER: "załączniki|odpowiedź do|odpowiedź-do",
    },
    mail="wysłano|wysłane|temat",
)
_CZECH = Language(  # and the languages next to it
    opening="dne dňa",
    wrote="napsal napsala napísal napísala píše napisala napisao",
    between="v o od uživatel používateľ odesílatel hodin u ob je oseba",
    months="ledna února března dubna května června července srpna září října listopadu prosince"
    " led úno bře dub kvě čvn čvc srp zář říj lis pro januára februára marca apríla mája júna júla augusta septembra"
    " októbra novembra decembra",
    days="pondělí úterý středa čtvrtek pátek sobota neděle po út st čt pá so ne pondelok utorok streda štvrtok piatok",
    headings={
        Heading.FROM: "od|šalje",
        Heading.SENT: "odesláno|odoslané|datum|dátum",
        Heading.TO: "komu|pre|prima",
        Heading.COPY: "kopie|kópia",
        Heading.SUBJECT: "předmět|predmet|naslov",
        Heading.OTHER: "přílohy|prílohy|odpověď na|odpovedať-pre|odgovori na",
    },
    mail="odesláno|odoslané|předmět|predmet",
)
_HUNGARIAN = Language(
    opening="",
    wrote="írta írt ezt",
    between="időpontban keltezéssel időpont ekkor dátum a az következőt következőket i",
    months="január február március április május június július augusztus szeptember október november december"
    " jan febr márc ápr máj jún júl aug szept okt nov dec",
    days="hétfő kedd szerda csütörtök péntek szombat vasárnap h k sze cs p szo v",
    headings={
        Heading.FROM: "feladó|küldő",
        Heading.SENT: "küldve|elküldve|dátum|küldés dátuma",
        Heading.TO: "címzett|kapja",
        Heading.COPY: "másolat|másolatot kap",
        Heading.SUBJECT: "tárgy",
        Heading.OTHER: "mellékletek|válaszcím",
    },
    mail="elküldve|küldve|tárgy|címzett",
)
_ROMANIAN = Language(
    opening="în pe la",
    wrote="scris",
    between="a la ora din data",
    months="ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"
    " ian feb mar apr iun iul aug sept oct nov dec",
    days="luni marți miercuri joi vineri sâmbătă duminică lun mar mie joi vin sâm dum",
    headings={
        Heading.FROM: "de la|expeditorul",
        Heading.SENT: "trimis|data|dată",
        Heading.TO: "către|la|destinatarul",
        Heading.COPY: "cc",
        Heading.SUBJECT: "subiect|subiectul",
    },
    mail="trimis|subiect|subiectul",
)
_RUSSIAN = Language(
    opening="в",
    wrote="написал написала писал писала написа написал/а пишет пише написав написала",
    between="пользователь користувач г р от від в о",
    months="января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    " янв февр фев мар апр май июн июл авг сент сен окт нояб ноя дек січня лютого березня квітня травня червня липня"
    " серпня вересня жовтня листопада грудня січ лют бер квіт трав черв лип серп вер жовт лист груд",
    days="понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс нд понеділок вівторок"
    " середа четвер п'ятниця субота неділя",
    headings={
        Heading.FROM: "от|от кого|отправитель|від|від кого",
        Heading.SENT: "отправлено|дата|дата отправки|надіслано|відправлено",
        Heading.TO: "кому",
        Heading.COPY: "копия|копія",
        Heading.SUBJECT: "тема",
        Heading.OTHER: "вложения|важность|ответ-кому|кому відповісти",
    },
    mail="отправлено|надіслано|тема",
)
_TURKISH = Language(
    opening="",
    wrote="yazdı yazmış",
    between="tarihinde saat şunu şunları saatinde adresinden",
    months="ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık"
    " oca şub mar nis may haz tem ağu eyl eki kas ara",
    days="pazartesi salı çarşamba perşembe cuma cumartesi pazar pzt sal çar per cum cmt paz",
    headings={
        Heading.FROM: "kimden|gönderen",
        Heading.SENT: "gönderildi|gönderilen|tarih|gönderme tarihi",
        Heading.TO: "kime|alıcı",
        Heading.COPY: "bilgi",
        Heading.SUBJECT: "konu",
    },
    mail="gönderildi|gönderme tarihi|konu",
)
_GREEK = Language(
    opening="στις",
    wrote="έγραψε",
    between="ο η χρήστης ώρα π.μ μ.μ",
    months="ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου"
    " δεκεμβρίου ιαν φεβ μαρ απρ μαΐ ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
    days="δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή δευ τρί τετ πέμ παρ σάβ κυρ",
    headings={
        Heading.FROM: "από",
        Heading.SENT: "στάλθηκε|ημερομηνία|εστάλη",
        Heading.TO: "προς",
        Heading.COPY: "κοιν",
        Heading.SUBJECT: "θέμα",
    },
    mail="στάλθηκε|θέμα",
)
_BALTIC = Language(
    opening="",
    wrote="kirjutas rakstīja parašė",
    between="kell kl plkst kuupäeval",
    months="jaanuar veebruar märts aprill juuni juuli oktoober detsember janv febr marts jūn jūl sausio vasario kovo"
    " balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    days="esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev",
    headings={
        Heading.FROM: "saatja|no|nuo",
        Heading.SENT: "saadetud|kuupäev|nosūtīts|išsiųsta",
        Heading.TO: "adressaat|kellele|kam|kam",
        Heading.SUBJECT: "teema|temats|tema",
    },
    mail="saadetud|nosūtīts|išsiųsta",
)
_HEBREW_AND_ARABIC = Language(
    opening="ב בתאריך في",
    wrote="כתב כתבה כתב/ה כתב\u200f كتب كتبت",
    between="מאת שעה ב יום",
    months="בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר"
    " ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"
    " يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    days="א' ב' ג' ד' ה' ו'",
    headings={
        Heading.FROM: "מאת|من",
        Heading.SENT: "נשלח|תאריך|תאריך שליחה|تم الإرسال|التاريخ|أرسلت",
        Heading.TO: "אל|إلى",
        Heading.COPY: "עותק|نسخة",
        Heading.SUBJECT: "נושא|الموضوع",
    },
    mail="נשלח|נושא|الموضوع",
)
_VIETNAMESE = Language(
    opening="vào",
    wrote="viết",
    between="đã lúc ngày tháng năm th và thg",
    months="",
    days="thứ hai ba tư sáu bảy chủ nhật",
    headings={
        Heading.FROM: "từ",
        Heading.SENT: "đã gửi|ngày",
        Heading.TO: "đến|tới",
        Heading.SUBJECT: "chủ đề|tiêu đề",
    },
    mail="đã gửi|chủ đề|tiêu đề",
)
_CHINESE = Language(
    opening="在 于 於",
    wrote="写道 寫道 写 来信 寫 wrote写道",
    between="在 于 於 上午 下午",
    months="",
    days="周一 周二 周三 周四 周五 周六 周日 週一 週二 週三 週四 週五 週六 週日 星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    headings={
        Heading.FROM: "发件人|發件人|寄件者|寄件人",
        Heading.SENT: "发送时间|發送時間|寄件日期|日期|发送日期|时间",
        Heading.TO: "收件人|收件者",
        Heading.COPY: "抄送|副本",
        Heading.SUBJECT: "主题|主題|主旨",
        Heading.OTHER: "附件",
    },
    mail="发件人|發件人|寄件者|发送时间|發送時間|寄件日期|主题|主題|主旨",
)
_JAPANESE = Language(
    opening="",
    wrote="書きました 書いた さんは書きました のメール のメッセージ",
    between="午前 午後 に より さん",
    months="",
    days="月 火 水 木 金 土 日",
    headings={
        Heading.FROM: "差出人|送信者|送信元",
        Heading.SENT: "送信日時|日時|日付",
        Heading.TO: "宛先|送信先",
        Heading.COPY: "cc",
        Heading.SUBJECT: "件名",
        Heading.OTHER: "添付ファイル|返信先",
    },
    mail="差出人|送信日時|宛先|件名",
)
_KOREAN = Language(
    opening="",
    wrote="작성 작성하였습니다 작성했습니다 님이 썼습니다",
    between="오전 오후 님이 님",
    months="",
    days="월 화 수 목 금 토 일 월요일 화요일 수요일 목요일 금요일 토요일 일요일",
    headings={
        Heading.FROM: "보낸 사람|보낸사람",
        Heading.SENT: "보낸 날짜|보낸날짜|날짜",
        Heading.TO: "받는 사람|받는사람",
        Heading.COPY: "참조",
        Heading.SUBJECT: "제목",
    },
    mail="보낸 사람|보낸사람|보낸 날짜|제목",
)
ABROAD = (
    *(_ITALIAN, _PORTUGUESE, _POLISH, _CZECH, _HUNGARIAN, _ROMANIAN, _RUSSIAN, _TURKISH, _GREEK, _BALTIC),
    *(_HEBREW_AND_ARABIC, _VIETNAMESE, _CHINESE, _JAPANESE, _KOREAN),
)
