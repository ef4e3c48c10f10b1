package health.foramen.notification.notice;

import java.util.List;

/** Notices, remembered after they have left: the same news never leaves twice. */
public interface Notices {

    /** @return false when it is known already */
    boolean plan(Notice notice);

    /** Those that wait, at most so many, the oldest first. */
    List<Notice> waiting(int most);

    /** It has left, or never will. @param end for an operator to read */
    void ended(Notice notice, String end);
}
