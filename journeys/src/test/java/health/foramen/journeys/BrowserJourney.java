package health.foramen.journeys;

import health.foramen.journeys.suite.Chromium;
import health.foramen.journeys.suite.Suite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A story told in a real browser, after which everything that is stored agrees. Told where there is one, and always where tests are run for everybody. */
abstract class BrowserJourney {

    static Suite suite;
    static Chromium chromium;

    static boolean canBeTold() {
        return Chromium.executable().isPresent() || System.getenv().containsKey("CI");
    }

    @BeforeAll
    static void openTheBrowser() {
        suite = Suite.running();
        chromium = Chromium.start();
    }

    @AfterAll
    static void everythingAgrees() {
        chromium.close();
        suite.check().expectingSuccess();
    }
}
