"""The page of the admin where staff choose between a file's version and their own."""

import lxml.html
import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages

from guides.models import Guide, Operator, Prefix, ShortCode, Step
from locator.models import Brand, SeedRecord, TopUp
from tests.helpers.seed_files import edit, load, write_files

pytestmark = pytest.mark.django_db

PAGE = "/admin/locator/seedrecord/"


@pytest.fixture
def files(tmp_path):
    files = write_files(tmp_path)
    load(files)
    return files


@pytest.fixture
def note(files):
    """A note of a code that staff and the file have both changed."""
    ShortCode.objects.update(note_en="Costs nothing.", note_ru="Даром.")
    edit(
        files / "content/operators/kcell.toml",
        ('"Free."', '"It is free."'),
        ("Бесплатно.", "Это бесплатно."),
    )
    load(files)
    return ShortCode.objects.get()


def words(element):
    return " ".join(element.text_content().split())


def kept(client):
    """The rows of the table: where, what the file says, what staff say."""
    page = lxml.html.fromstring(client.get(PAGE).text)
    return [
        tuple(words(cell) for cell in row.xpath("th|td"))
        for row in page.xpath("//table[@id='kept']/tbody/tr")
    ]


def deleted(client):
    page = lxml.html.fromstring(client.get(PAGE).text)
    return [
        words(row).removesuffix(" Bring back")
        for row in page.xpath("//ul[@id='deleted']/li")
    ]


def press(client, button, text):
    """Press the button in the row with the text; return what is said then."""
    page = lxml.html.fromstring(client.get(PAGE).text)
    [row] = [
        row
        for row in page.xpath("//table[@id='kept']/tbody/tr|//ul[@id='deleted']/li")
        if text in words(row)
    ]
    [found] = [one for one in row.iter("button") if words(one) == button]
    answer = client.post(PAGE, {found.get("name"): found.get("value")})
    assert answer.url == PAGE
    return [str(message) for message in get_messages(answer.wsgi_request)]


class TestKept:
    def test_shows_both_versions_field_by_field(self, staff, note):
        assert kept(staff) == [
            (
                "Operator: kcell Code: *100#",
                "Note [en]: It is free. Take the file’s",
                "Note [en]: Costs nothing. Keep staff’s",
            ),
            (
                "Operator: kcell Code: *100#",
                "Note [ru]: Это бесплатно. Take the file’s",
                "Note [ru]: Даром. Keep staff’s",
            ),
        ]

    def test_tells_the_language_of_each_text(self, staff, note):
        page = lxml.html.fromstring(staff.get(PAGE).text)

        assert page.xpath("//td//*[@lang='ru']/text()") == ["Это бесплатно.", "Даром."]

    def test_takes_the_file_s(self, staff, note):
        said = press(staff, "Take the file’s", "It is free.")

        note.refresh_from_db()
        assert said == ["kcell is now as the file says."]
        assert (note.note, note.note_en, note.note_ru) == (
            "It is free.",
            "It is free.",
            "Даром.",
        )
        assert len(kept(staff)) == 1
        entry = LogEntry.objects.get()
        assert entry.get_edited_object() == Operator.objects.get()
        assert entry.get_change_message() == "Changed note [en] for code “*100#”."

    def test_keeps_staff_s_until_the_file_says_another_thing(self, staff, note, files):
        press(staff, "Keep staff’s", "It is free.")
        load(files)

        note.refresh_from_db()
        assert note.note_en == "Costs nothing."
        assert len(kept(staff)) == 1

        edit(files / "content/operators/kcell.toml", ("It is free.", "It costs 0 ₸."))
        load(files)

        assert "Note [en]: It costs 0 ₸. Take the file’s" in kept(staff)[-1]

    def test_does_not_show_what_staff_have_changed_to_the_file_s(self, staff, note):
        ShortCode.objects.update(note_en="It is free.")

        assert len(kept(staff)) == 1

    def test_shows_the_values_of_the_record_itself(self, staff, files):
        Guide.objects.update(title_kk="Біздікі", channel="bank")
        edit(
            files / "content/guides/online.toml",
            ("Толықтыру", "Толтыру"),
            ('channel = "office"', 'channel = "terminal"'),
        )
        load(files)

        press(staff, "Take the file’s", "Толтыру")

        assert Guide.objects.get().title_kk == "Толтыру"
        [(_, file, own)] = kept(staff)
        assert file == "Channel: at a terminal Take the file’s"
        assert own == "Channel: in a bank app Keep staff’s"

    def test_adds_a_row_that_staff_removed(self, staff, files):
        Step.objects.filter(title_en="One").delete()
        edit(
            files / "content/guides/online.toml",
            (
                'en = "One", ru = "Раз", kk = "Бір"}\n\n[[steps]]\nplace_kind = "op',
                'en = "One", ru = "Раз!", kk = "Бір"}\n\n[[steps]]\nplace_kind = "op',
            ),
        )
        load(files)

        [(where, file, own)] = kept(staff)
        press(staff, "Take the file’s", "Раз!")

        assert where == "Guide: Top up Step: One"
        assert own == "not there Keep staff’s"
        assert [step.title_ru for step in Step.objects.all()] == ["Раз!", "Два"]
        assert kept(staff) == []

    def test_removes_a_row_that_the_file_dropped(self, staff, files):
        Prefix.objects.filter(digits="702").update(
            verdict="said", source_url="https://example.org/"
        )
        edit(
            files / "content/operators/kcell.toml",
            ('[[prefixes]]\ndigits = "702"\n', ""),
        )
        load(files)

        [(where, file, own)] = kept(staff)
        press(staff, "Take the file’s", "702")

        assert (where, file) == (
            "Operator: kcell Prefix: 702",
            "not there Take the file’s",
        )
        assert "Digits: 702 Verdict: said" in own
        assert [str(prefix) for prefix in Prefix.objects.all()] == ["701"]
        assert kept(staff) == []

    def test_says_why_the_file_s_cannot_be(self, staff, files):
        Prefix.objects.filter(digits="701").update(source_url="https://example.org/own")
        path = files / "content/operators/kcell.toml"
        text = path.read_text("utf-8").replace('verdict = "confirmed"\n', "", 1)
        path.write_text(text.replace('source_url = "https://example.org/"\n', "", 1))
        load(files)
        Prefix.objects.filter(digits="701").update(verdict="no")

        said = press(staff, "Take the file’s", "Source")

        assert said == [
            "This cannot be done: “Confirmed” and “no” need a source and the day it "
            "was checked."
        ]
        assert len(kept(staff)) == 1

    def test_says_that_somebody_else_was_first(self, staff, note):
        answer = staff.post(PAGE, {"take": '["operator kcell", "network"]'})

        assert [str(one) for one in get_messages(answer.wsgi_request)] == [
            "This has been settled meanwhile."
        ]

    def test_is_empty_while_nothing_was_kept(self, staff, files):
        ShortCode.objects.update(note_en="Costs nothing.")

        assert kept(staff) == deleted(staff) == []
        assert "There is nothing to choose." in staff.get(PAGE).text


class TestDeleted:
    def test_lists_what_staff_have_deleted_and_not_what_they_renamed(
        self, staff, files
    ):
        Guide.objects.update(slug="renamed")
        Operator.objects.all().delete()

        assert deleted(staff) == ["Operator: kcell"]

    def test_brings_it_back_with_what_referred_to_it(self, staff, files):
        with (files / "places/brands/activ.toml").open("a") as file:
            file.write('[[tops_up]]\noperator = "kcell"\nverdict = "said"\n')
        load(files)
        Operator.objects.all().delete()
        Brand.objects.get(slug="kcell").delete()

        said = press(staff, "Bring back", "Brand: kcell")
        press(staff, "Bring back", "Operator: kcell")

        assert said == ["kcell is here again."]
        operator = Operator.objects.get()
        assert [str(code) for code in operator.codes.all()] == ["*100#"]
        assert Guide.objects.get().operators.get() == operator
        assert TopUp.objects.get().operator.slug == "kcell"
        assert deleted(staff) == kept(staff) == []
        assert not load(files).changed

    def test_says_why_it_cannot_come_back(self, staff, files):
        Operator.objects.all().delete()
        Brand.objects.get(slug="kcell").delete()

        said = press(staff, "Bring back", "Operator: kcell")

        assert said == [
            "This cannot be done: operator kcell: brand: “kcell” is missing."
        ]
        assert not Operator.objects.exists()
        assert SeedRecord.objects.filter(key="operator kcell").exists()
        assert "Operator: kcell" in deleted(staff)


class TestPermissions:
    def sign_in(self, client, django_user_model, *codenames):
        user = django_user_model.objects.create_user("colleague", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client.force_login(user)
        client.cookies["django_language"] = "en"
        return client

    def test_who_may_change_nothing_of_it_sees_no_page(
        self, client, django_user_model, note
    ):
        colleague = self.sign_in(client, django_user_model, "change_place")

        assert colleague.get(PAGE).status_code == 403
        assert PAGE not in colleague.get("/admin/").text

    def test_each_sees_what_they_may_change(
        self, client, django_user_model, note, files
    ):
        Guide.objects.update(title_ru="Наше")
        edit(files / "content/guides/online.toml", ("Пополнить", "Пополнение"))
        load(files)
        Brand.objects.get(slug="activ").delete()
        colleague = self.sign_in(client, django_user_model, "change_guide")

        [(where, _, _)] = kept(colleague)

        assert where.startswith("Guide: ")
        assert deleted(colleague) == []
        answer = colleague.post(PAGE, {"bring_back": "brand activ"})
        assert answer.status_code == 302
        assert not Brand.objects.filter(slug="activ").exists()
        assert PAGE in colleague.get("/admin/").text

    def test_nothing_is_done_by_opening_the_page(self, staff, note):
        staff.get(
            f'{PAGE}?take=["operator kcell", "codes", "balance *100%23", "note_en"]'
        )

        note.refresh_from_db()
        assert note.note_en == "Costs nothing."


@pytest.mark.parametrize("language", ["zh-hans", "ru", "kk"])
def test_is_in_the_language_of_staff(staff, note, language):
    Brand.objects.get(slug="activ").delete()
    staff.cookies["django_language"] = language

    page = lxml.html.fromstring(staff.get(PAGE).text)

    texts = [
        words(one)
        for one in page.xpath(
            "//main//*[self::h1 or self::h2 or self::p or self::button]"
        )
    ]
    assert not [text for text in texts if text.isascii() and not text.endswith("#")]
