package health.foramen.journeys.suite;

import com.microsoft.playwright.Page;

/** Somebody whose hands never leave the keyboard. Whatever has the focus must be in sight, and not beneath the bar that stays on top. */
public final class Keyboard {

    /** More stops than any page has before what its reader looks for. */
    private static final int FARTHEST = 120;
    private static final String IS_THERE = "selector => !!document.activeElement && document.activeElement.matches(selector)";
    private static final String IS_OUT_OF_SIGHT = """
            () => {
              const one = document.activeElement, bar = document.querySelector('.top-bar');
              if (!one || one === document.body) return '';
              const box = one.getBoundingClientRect();
              const out = box.bottom <= 0 || box.top >= innerHeight;
              const on = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
              const beneath = bar && !bar.contains(one) && bar.contains(on);
              return out || beneath ? one.outerHTML.slice(0, 200) : '';
            }""";

    private final Page page;
    private int strokes;
    private int tabs;

    public Keyboard(Visitor visitor) {
        this.page = visitor.page();
    }

    /** Walks on by tabs until something fits. */
    public Keyboard to(String selector) {
        for (int i = 0; i < FARTHEST && !isAt(selector); i++) {
            press("Tab");
            tabs++;
            var hidden = (String) page.evaluate(IS_OUT_OF_SIGHT);
            if (!hidden.isEmpty()) {
                throw new AssertionError("the focus cannot be seen: " + hidden);
            }
        }
        if (!isAt(selector)) {
            throw new AssertionError("no tab leads to " + selector);
        }
        return this;
    }

    /** A field, by the name under which a form sends it. */
    public Keyboard toField(String name) {
        return to("[name='%s']".formatted(name));
    }

    public Keyboard press(String key) {
        strokes++;
        page.keyboard().press(key);
        return this;
    }

    public Keyboard press(String key, int times) {
        for (int i = 0; i < times; i++) {
            press(key);
        }
        return this;
    }

    public Keyboard type(String text) {
        strokes += text.length();
        page.keyboard().type(text);
        return this;
    }

    public boolean isAt(String selector) {
        return (boolean) page.evaluate(IS_THERE, selector);
    }

    /** Keys pressed so far. */
    public int strokes() {
        return strokes;
    }

    /** How many of them only went on to the next field. */
    public int tabs() {
        return tabs;
    }
}
