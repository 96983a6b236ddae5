"""Names of many languages and scripts, for what must look right in all of them."""

from itertools import product

NAMES = {
    "German": (
        "Jürgen Käthe Björn Hannelore Günther Uwe-Jörg Wolfgang Änne",
        "Weiß Süßmilch Größner Hölderlin-Großmann Straßburger Öhler Fjäll Vogt",
    ),
    "Czech": (
        "Jiří Přemysl Žofie Břetislav Růžena Ondřej Květoslava Štěpán",
        "Dvořák Křížová Šťastná Procházka Kaďourek Němcová Hůlka Čtvrtníček",
    ),
    "Polish": (
        "Małgorzata Świętosława Łukasz Stanisław Jędrzej Bożena Michał Grażyna",
        "Żółkiewski Brzęczyszczykiewicz Łęcki Wiśniewska Dąbrowski Źrebiec Kość Wójcik",
    ),
    "Turkish": (
        "Müşerref İbrahim Ayşe Çağrı Gülşah Işıl Oğuz Şükrü",
        "Öztürk Yıldız Çelik Güneş Aydoğan İnönü Karataş Ünlü",
    ),
    "Vietnamese": (
        "Nguyễn Trần Đặng Phương Thịnh Quỳnh Hữu Ánh",
        "Thuỵ Hằng Đức Tuấn-Kiệt Ngọc Bảo Lượng Ỷ",
    ),
    "Greek": (
        "Γιώργος Ελένη Χρήστος Άννα Ιωάννης Ξένια Ύβόννη Φώτης",
        "Παπαδόπουλος Καζαντζάκης Ωνάσης Βλάχου Ζερβός Μαΐου Ψαλτής Θεοδωράκης",
    ),
    "Cyrillic": (
        "Юлія Їжак Дмитро Щербак Наталья Борис Ђорђе Љиљана",
        "Шевченко Ґалаґан Кузнецов Ёлкина Џорџевић Њагул Мельничук Хрущёва",
    ),
    "Arabic": (
        "محمد فاطمة عبدالله لبنى خالد نور سلمى إبراهيم",
        "الخطيب حداد النجار بن‌علي الأحمد شكري مصطفى العلي",
    ),
    "Chinese": ("小明 丽华 建国 秀英 志强 敏 德祥 晓燕", "王 李 张 欧阳 司马 诸葛 陈 黄"),
}
"""Eight given names and eight family names each."""


def pairs(language: str) -> list[tuple[str, str]]:
    """Return all 64 pairs of a given and a family name."""
    given, family = NAMES[language]
    return list(product(given.split(), family.split()))
