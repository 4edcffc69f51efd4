"""What a guide needs to be published."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages

from guides.models import Guide
from tests.helpers.clock import NOW
from tests.helpers.factories import make_guide, make_source
from tests.helpers.staff import act, errors, listed, save

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def change(guide):
    return f"/admin/guides/guide/{guide.pk}/change/"


def status(guide):
    return Guide.objects.get(pk=guide.pk).status


class TestInTheForm:
    def test_a_guide_without_steps_and_sources_is_not_published(self, staff):
        guide = make_guide(steps=0, status="draft")

        answer = save(staff, change(guide), {"status": "published"})

        assert errors(answer) == {
            "steps": ["A published guide needs a step."],
            "sources": ["A published guide needs a source."],
        }
        assert status(guide) == "draft"

    def test_a_guide_with_both_is_published(self, staff):
        guide = make_guide(steps=1, status="draft")
        source = {
            "sources-TOTAL_FORMS": "1",
            "sources-0-url": "https://example.org/",
            "sources-0-checked_on": "2026-11-22",
        }

        answer = save(staff, change(guide), {"status": "published"} | source)

        assert answer.status_code == 302
        assert status(guide) == "published"

    def test_a_published_guide_keeps_its_last_step_and_source(self, staff):
        guide = make_guide(steps=1)
        make_source(guide)
        gone = {"steps-0-DELETE": "on", "sources-0-DELETE": "on"}

        assert set(errors(save(staff, change(guide), gone))) == {"steps", "sources"}
        unpublished = save(staff, change(guide), gone | {"status": "draft"})
        assert unpublished.status_code == 302

    def test_one_that_was_published_without_a_source_can_be_saved(self, staff):
        guide = make_guide(steps=1)

        answer = save(staff, change(guide), {"title_en": "Anew"})

        assert answer.status_code == 302


def test_a_list_publishes_those_with_steps_and_sources(staff):
    bare, whole = make_guide(status="draft", steps=0), make_guide(status="draft")
    make_source(bare)
    make_source(whole)

    answer = staff.post(
        "/admin/guides/guide/",
        {"action": "publish", "_selected_action": [bare.pk, whole.pk]},
    )

    lacking, done = map(str, get_messages(answer.wsgi_request))
    assert lacking == "1 has no step or no source yet."
    assert done.startswith("1 row is now: published.")
    assert (status(bare), status(whole)) == ("draft", "published")


class TestScheduled:
    def test_is_shown_as_such_until_its_time(self, staff):
        soon, past = NOW + HOUR, NOW - HOUR
        guides = {
            "draft": make_guide(status="draft", publish_at=soon),
            "published": make_guide(publish_at=past),
            "scheduled": make_guide(publish_at=soon),
        }

        for state, guide in guides.items():
            assert listed(staff, f"/admin/guides/guide/?state={state}") == [guide]
            for page in ("/admin/guides/guide/?state=" + state, change(guide)):
                shown = "scheduled: " in staff.get(page).content.decode()
                assert shown == (state == "scheduled"), page

    def test_is_what_publishing_leaves_it(self, staff):
        guide = make_guide(status="draft", publish_at=NOW + HOUR)
        make_source(guide)

        answer = act(staff, "publish", [guide])

        said = [str(message) for message in get_messages(answer.wsgi_request)]
        assert said[-1] == ("1 is scheduled: readers see it from its “publish at” on.")
