package health.foramen.notification.contact;

import java.util.Optional;

/** What a telephone number says of itself. */
public interface Telephones {

    /** The country that a number belongs to, ISO 3166; empty for what is no number. */
    Optional<String> region(String number);

    /**
     * A number as its reader dials it: the national way within one country, the international way from another. What is no number stays as it
     * is.
     *
     * @param reader the reader's own number
     */
    String shown(String number, Optional<String> reader);
}
