"""A new version of the site takes over, and no page is shown with files of another."""

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.offline import (
    NOTICE,
    cut_network,
    kept_by,
    versions_of,
    visit_first,
    wait_until,
    wait_until_kept,
)

# What pages do too when they are visited, only later.
TAKES_OVER = """async (version) => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  const isNew = (await caches.keys()).includes(`visited:${version}`);
  return isNew && !registration.installing && !registration.waiting;
}"""


@pytest.fixture
def deployed(own_site, phone, go):
    """Two pages visited in version a; the site is in version b, and its worker here."""
    own_site.deploy("a")
    visit_first(phone, f"{own_site.address}/en/")
    go("en/guides/")
    wait_until_kept(phone, "/en/guides/")
    own_site.deploy("b")
    return own_site


def test_no_page_is_mixed_before_the_new_worker_is_here(deployed, phone):
    with deployed.stopped():
        phone.reload()
        expect(phone.locator(NOTICE)).to_be_visible()
        assert versions_of(phone) == ["a", "a"]

    phone.reload()
    expect(phone.locator(NOTICE)).to_have_count(0)
    assert versions_of(phone) == ["b", "b"]


def test_no_page_is_mixed_once_the_new_worker_is_here(deployed, phone, go):
    wait_until(phone, TAKES_OVER, "b" * 12)
    cut_network(phone)
    phone.reload()
    expect(phone.locator(NOTICE)).to_be_visible()
    assert versions_of(phone) == ["a", "a"]

    phone.context.set_offline(False)
    phone.reload()
    assert versions_of(phone) == ["b", "b"]
    wait_until_kept_in(phone, "b", "/en/guides/")
    cut_network(phone)
    phone.reload()
    expect(phone.locator(NOTICE)).to_be_visible()
    assert versions_of(phone) == ["b", "b"]

    # It was not visited again.
    go("en/")
    expect(phone.locator(NOTICE)).to_be_visible()
    assert versions_of(phone) == ["a", "a"]

    # When it is, nothing of the old version is left.
    phone.context.set_offline(False)
    phone.reload()
    assert versions_of(phone) == ["b", "b"]
    wait_until(phone, "async () => (await caches.keys()).length === 1")
    assert [*kept_by(phone)] == ["visited:" + "b" * 12]


def wait_until_kept_in(phone, version, path):
    is_kept = "([path, cacheName]) => caches.match(path, { cacheName })"
    wait_until(phone, is_kept, [path, f"visited:{version * 12}"])
