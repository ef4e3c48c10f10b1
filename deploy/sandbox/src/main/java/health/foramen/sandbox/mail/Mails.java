package health.foramen.sandbox.mail;

import java.util.List;
import java.util.Optional;

/** Every mail that was taken in, one for each receiver, also across a restart. */
public interface Mails {

    /** A mailbox as the inbox lists it. */
    record Mailbox(String address, Mail newest, int mails) {
    }

    /** Remembers it before returning. */
    void take(String to, String from, String subject, byte[] raw);

    Optional<Mail> find(int id);

    /** Newest first; all mailboxes when no address is given. */
    List<Mail> newestFirst(Optional<String> to, int limit);

    /** Mailboxes by their newest mail. */
    List<Mailbox> mailboxes(int limit);

    int taken();

    void clear();
}
