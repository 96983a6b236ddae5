"""A Czech town keeps its profile in Czech on a phone; a Polish reader scans its badge."""

import pytest

from eventsvc.services.profiles.stewards import token_of
from tests.factories import saved_network, saved_organisation, saved_statement, saved_steward
from tests.support.browser import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def steward(app):
    network = saved_network(languages=["de", "cs"])
    name = {"de": "Stadt Eger", "cs": "Město Cheb"}
    cheb = saved_organisation(network, key="cheb", code="CHB23", name=name)
    saved_statement(cheb, text={"cs": "Společná cyklostezka"})
    return saved_steward(cheb, email="mesto@cheb.example.org", role="Chytrý Cheb")


def test_a_steward_edits_in_czech_and_a_polish_reader_sees_it(app, steward, open_page, settings):
    path = f"/m/{token_of(steward, secret=settings.secret_key.get_secret_value())}"
    with served(app) as address:
        visit = open_page(f"{address}{path}?lang=cs", size="phone")
        page = visit.page
        assert visit.faults("language-form") == []
        page.get_by_label("Čeština").first.fill("Město u řeky, které zve sousedy.")
        page.get_by_role("button", name="Podívat se, jak bude sken vypadat").click()
        page.get_by_role("button", name="Uložit").click()
        saved = page.get_by_text("Uloženo. Kdo naskenuje váš kód, uvidí to ihned.").count()
        page.goto(f"{address}/p/CHB23?lang=pl")
        assert visit.faults("language-scan") == []

        assert saved == 1
        assert page.locator("html").get_attribute("lang") == "pl"
        assert page.locator('[lang="cs"]').get_by_text("Město u řeky").count() == 1
