"""Files like those that ship: two operators' brands, one sheet and one guide."""

from guides.seeds import load_content

BRAND = """
slug = "{slug}"
name = "{slug}"
kind = "operator"
"""

OPERATOR = """
brand = "kcell"
network = "Kcell"
checked_on = 2026-11-22
owner = {zh-hans = "Kcell JSC", en = "Kcell JSC", ru = "АО «Кселл»", kk = "«Кселл» АҚ"}

[[prefixes]]
digits = "701"
verdict = "confirmed"
source_url = "https://example.org/"
checked_on = 2026-11-22

[[prefixes]]
digits = "702"

[[codes]]
purpose = "balance"
code = "*100#"
verdict = "said"
note = {zh-hans = "免费", en = "Free.", ru = "Бесплатно.", kk = "Тегін."}

[[facts]]
verdict = "said"
text = {zh-hans = "旧", en = "Old *codes*.", ru = "Старое.", kk = "Ескі."}
"""

GUIDE = """
slug = "top-up-online"
channel = "office"
operators = ["kcell"]
original_language = "ru"
reviewed_on = 2026-11-22
title = {zh-hans = "充值", en = "Top up", ru = "Пополнить", kk = "Толықтыру"}
summary = {zh-hans = "一", en = "One", ru = "Раз", kk = "Бір"}

[[steps]]
place_kind = ""
title = {zh-hans = "一", en = "One", ru = "Раз", kk = "Бір"}

[[steps]]
place_kind = "operator"
title = {zh-hans = "二", en = "Two", ru = "Два", kk = "Екі"}
text = {zh-hans = "二", en = "Go there.", ru = "Идите.", kk = "Барыңыз."}

[[sources]]
url = "https://example.org/"
checked_on = 2026-11-20
"""


def write_files(folder):
    places, content = folder / "places", folder / "content"
    for path in ["places/brands", "content/operators", "content/guides"]:
        (folder / path).mkdir(parents=True)
    (places / "regions.csv").write_text("code,name_en\nKZ-75,Almaty\n")
    (places / "settlements.csv").write_text("slug,name_en\n")
    (places / "landmarks.csv").write_text("slug,name_en\n")
    (places / "holidays.csv").write_text("day,name_en,source_url\n")
    for slug in ["kcell", "activ"]:
        (places / f"brands/{slug}.toml").write_text(BRAND.format(slug=slug))
    (content / "operators/kcell.toml").write_text(OPERATOR)
    (content / "guides/online.toml").write_text(GUIDE, "utf-8")
    return folder


def load(files):
    return load_content(files / "places", files / "content")


def edit(path, *replacements):
    text = path.read_text("utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
