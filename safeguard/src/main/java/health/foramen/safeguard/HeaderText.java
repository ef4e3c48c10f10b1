package health.foramen.safeguard;

import java.util.function.Predicate;

/**
 * What a header may consist of: assigned characters that are no control characters, the same as Spring's firewall says by regular
 * expression. It is asked for every header that anything reads, some hundred times a request, so it is asked without one.
 */
final class HeaderText {

    static final Predicate<String> NAME = text -> text.codePoints().allMatch(HeaderText::fits);

    /** A tab may stand in a value. */
    static final Predicate<String> VALUE = HeaderText::fitsValue;

    private HeaderText() {
    }

    private static boolean fitsValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~') {
                return text.codePoints().allMatch(each -> each == '\t' || fits(each));
            }
            if (c < ' ' && c != '\t') {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(int c) {
        return Character.isDefined(c) && !Character.isISOControl(c);
    }
}
