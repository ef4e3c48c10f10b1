package health.foramen.journeys.suite;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import health.foramen.journeys.Checkout;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * One person in front of a browser. Whatever page they look at must be fit for everybody: no serious breach of accessibility,
 * nothing that runs out of a narrow screen, nothing asked from any other host, nothing that the browser complains of.
 *
 * <p>Of each page that is looked at, two pictures stay in {@code journeys/target/screenshots}: as it stands, and 360 pixels wide.
 */
public final class Visitor implements AutoCloseable {

    private static final int NARROW = 360;
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final BrowserContext context;
    private final Page page;
    private final String name;
    private final URI address;
    private final List<String> complaints;
    private int pictures;

    private Visitor(BrowserContext context, String name, URI address, List<String> complaints) {
        this.context = context;
        this.page = context.newPage();
        this.name = name;
        this.address = address;
        this.complaints = complaints;
        page.onPageError(this::complain);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !saysOnlyThatAFormWasRefused(message.text())) {
                complain("%s (%s)".formatted(message.text(), message.location()));
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(address.toString()) && !request.url().startsWith("data:")) {
                complain("asks another host: " + request.url());
            }
        });
    }

    static Visitor opening(BrowserContext context, String name, URI address, List<String> complaints) {
        return new Visitor(context, name, address, complaints);
    }

    /** The page in front of the person, for what only this story does with it. */
    public Page page() {
        return page;
    }

    public Visitor open(String path) {
        page.navigate(address.resolve(path).toString());
        return this;
    }

    /** Signs in at the page that the suite shows to strangers, and comes back to where the person wanted to go. */
    public Visitor signIn(Person person, String path) {
        open(path);
        look("sign-in");
        page.locator("#username").fill(person.id());
        page.locator("#password").fill(person.password());
        page.locator("#password").press("Enter");
        page.waitForURL(url -> URI.create(url).getPath().startsWith(path));
        return this;
    }

    public void press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).first().click();
    }

    public void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).first().click();
    }

    /** Fields by the names under which a form sends them. */
    public void type(String field, String value) {
        page.locator(named(field)).fill(value);
    }

    public void pick(String field, String value) {
        page.locator(named(field)).selectOption(value);
    }

    public void tick(String field, String value) {
        page.locator("%s[value='%s']".formatted(named(field), value)).check();
    }

    public boolean hasFocus(Locator element) {
        return (boolean) element.evaluate("element => element === document.activeElement");
    }

    /** The places that this person's rail leads to. */
    public List<String> places() {
        return page.locator("nav.rail a").all().stream().map(link -> link.getAttribute("href")).toList();
    }

    /** The id of what the page shows. */
    public String lastOfPath() {
        return path().substring(path().lastIndexOf('/') + 1);
    }

    private static String named(String field) {
        return "[name='%s']".formatted(field);
    }

    /** Looks the page over, for everybody, at this width and on a narrow screen. */
    public void look(String what) {
        page.waitForLoadState();
        new AxeBuilder(page).analyze().getViolations().stream().filter(rule -> GRAVE.contains(rule.getImpact())).map(Visitor::told).forEach(this::complain);
        var size = page.viewportSize();
        fits(what);
        if (size.width != NARROW) {
            page.setViewportSize(NARROW, size.height);
            fits(what + "-360");
            page.setViewportSize(size.width, size.height);
        }
    }

    private void fits(String what) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Checkout.target().resolve("screenshots").resolve("%s-%02d-%s.png".formatted(name, ++pictures, what))));
        int over = (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (over > 0) {
            complain("runs %d px out of a screen %d px wide".formatted(over, page.viewportSize().width));
        }
    }

    private void complain(String what) {
        complaints.add("%s at %s: %s".formatted(name, path(), what));
    }

    @Override
    public void close() {
        context.close();
    }

    private static String told(Rule rule) {
        return "%s (%s): %s".formatted(rule.getId(), rule.getHelp(), rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList());
    }

    private String path() {
        return URI.create(page.url()).getPath();
    }

    /** A form that comes back with 422 to be corrected is no fault, though the browser notes the status. */
    private static boolean saysOnlyThatAFormWasRefused(String message) {
        return message.contains("status of 422");
    }
}
