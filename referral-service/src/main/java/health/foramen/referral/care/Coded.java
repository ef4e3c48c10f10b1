package health.foramen.referral.care;

import java.util.Arrays;
import java.util.Optional;

/** A word with a fixed code on the wire. */
public interface Coded {

    String code();

    /** The code as a reader would say it: {@code transforaminal-lumbar-sacral} is "transforaminal lumbar sacral". */
    default String words() {
        return code().replace('-', ' ');
    }

    static <E extends Enum<E> & Coded> Optional<E> of(Class<E> type, String code) {
        return Arrays.stream(type.getEnumConstants()).filter(word -> word.code().equals(code)).findFirst();
    }
}
