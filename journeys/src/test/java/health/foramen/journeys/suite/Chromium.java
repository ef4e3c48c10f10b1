package health.foramen.journeys.suite;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The system's own Chromium, kept from talking to anybody but the suite. */
public final class Chromium implements AutoCloseable {

    private static final List<String> ALONE = List.of(
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-client-side-phishing-detection",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-extensions",
            "--disable-features=AutofillServerCommunication,CertificateTransparencyComponentUpdater,MediaRouter,OptimizationHints,Translate",
            "--disable-sync",
            "--dns-prefetch-disable",
            "--metrics-recording-only",
            "--no-default-browser-check",
            "--no-first-run",
            "--no-pings",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Where it is on this machine: {@code FORAMEN_CHROMIUM}, or where Linux and macOS keep it. */
    public static Optional<Path> executable() {
        return Stream.of(System.getenv().getOrDefault("FORAMEN_CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome", "/snap/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .filter(path -> !path.isEmpty()).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    public static Chromium start() {
        Path executable = executable().orElseThrow(() -> new IllegalStateException(
                "The browser journey needs Chromium: install it, or say where it is with FORAMEN_CHROMIUM"));
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ALONE));
        return new Chromium(playwright, browser);
    }

    /** Somebody at a desk. */
    public Visitor atADesk(String name, URI address) {
        return Visitor.opening(browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900).setLocale("en-US")), name, address, complaints);
    }

    /** Somebody with a telephone in the hand. */
    public Visitor onAPhone(String name, URI address, String locale) {
        return Visitor.opening(browser.newContext(new Browser.NewContextOptions().setViewportSize(360, 780).setLocale(locale)
                .setIsMobile(true).setHasTouch(true).setDeviceScaleFactor(2)), name, address, complaints);
    }

    /** What was wrong with any page that anybody has looked at, and forgets it. */
    public List<String> complaints() {
        List<String> told = complaints.stream().distinct().toList();
        complaints.clear();
        return told;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
