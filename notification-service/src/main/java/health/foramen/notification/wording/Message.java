package health.foramen.notification.wording;

import java.util.Arrays;
import java.util.Optional;

/** Everything that the clinic can say to a patient, and what it says to whoever is on call. What each is for stands beside its words in the gallery. */
public enum Message {

    BOOKED("booked", Form.TEXT_AND_MAIL, "at once when a visit is booked"),
    MOVED("moved", Form.TEXT_AND_MAIL, "at once when a visit moves"),
    CANCELLED("cancelled", Form.TEXT_AND_MAIL, "at once when a visit is cancelled"),
    BLOOD_THINNER("blood-thinner", Form.TEXT_AND_MAIL, "two weeks before, when a medicine needs attention"),
    PREPARATION("preparation", Form.TEXT_AND_MAIL, "a week before: how to prepare, and who takes you home"),
    REMINDER("reminder", Form.TEXT_AND_MAIL, "three days before"),
    CONFIRM("confirm", Form.TEXT_AND_MAIL, "the day before, with the fasting rule"),
    DIRECTIONS("directions", Form.TEXT_AND_MAIL, "two hours before"),
    AFTER_CARE("after-care", Form.TEXT_AND_MAIL, "at discharge: what is normal, when to call"),
    AFTER_VISIT("after-visit", Form.TEXT_AND_MAIL, "after a consultation"),
    CHECK_IN("check-in", Form.TEXT_AND_MAIL, "the day after, with the first diary question"),
    DIARY("diary", Form.TEXT_AND_MAIL, "on diary days"),
    FOLLOW_UP("follow-up", Form.TEXT_AND_MAIL, "three days and one day before the follow-up"),
    OFFER("offer", Form.TEXT_AND_MAIL, "when an earlier time is free for a patient who waits for one"),
    WRITTEN("written", Form.TEXT_AND_MAIL, "what somebody at the desk wrote"),
    EMERGENCY("emergency", Form.TEXT_AND_MAIL, "at once when a patient reports a red flag"),
    ALERT("alert", Form.TEXT_AND_MAIL, "to whoever is on call when an emergency waits, and again until somebody has acknowledged it"),
    ANSWER_CONFIRMED("answer-confirmed", Form.TEXT, "answers 1"),
    ANSWER_CHANGE("answer-change", Form.TEXT, "answers 2"),
    ANSWER_RIDE("answer-ride", Form.TEXT, "answers 3 and asks who drives"),
    ANSWER_DRIVER("answer-driver", Form.TEXT, "answers a driver's name"),
    ANSWER_NO_RIDE("answer-no-ride", Form.TEXT, "answers that nobody drives, or not any more"),
    ANSWER_OFFER_TAKEN("answer-offer-taken", Form.TEXT, "answers 1 to an earlier time"),
    ANSWER_OFFER_KEPT("answer-offer-kept", Form.TEXT, "answers 2 to an earlier time"),
    ANSWER_OFFER_GONE("answer-offer-gone", Form.TEXT, "says that an earlier time is no longer free"),
    ANSWER_NUMBER("answer-number", Form.TEXT, "asks for one number when a pain score cannot be read"),
    ANSWER_WORSE("answer-worse", Form.TEXT, "answers a diary number that is worrying; the desk reads it"),
    ANSWER_HELP("answer-help", Form.TEXT, "answers 9"),
    ANSWER_STARTED("answer-started", Form.TEXT, "answers an opt-in"),
    ANSWER_DIARY("answer-diary", Form.TEXT, "answers a diary number"),
    ANSWER_EXPECTED("answer-expected", Form.TEXT, "reassures about expected after-effects"),
    ANSWER_FORWARDED("answer-forwarded", Form.TEXT, "answers free words, which the desk reads"),
    ANSWER_WHICH("answer-which", Form.TEXT, "asks which of two visits is meant"),
    FOOTER("footer", Form.MAIL_BODY, "below every e-mail");

    /** What a message's file must hold. */
    public enum Form {
        TEXT_AND_MAIL, TEXT, MAIL_BODY;

        public boolean hasText() {
            return this != MAIL_BODY;
        }

        public boolean hasSubject() {
            return this == TEXT_AND_MAIL;
        }

        public boolean hasMail() {
            return this != TEXT;
        }
    }

    private final String code;
    private final Form form;
    private final String purpose;

    Message(String code, Form form, String purpose) {
        this.code = code;
        this.form = form;
        this.purpose = purpose;
    }

    public String code() {
        return code;
    }

    public Form form() {
        return form;
    }

    public String purpose() {
        return purpose;
    }

    /** What colleagues are told says nothing of a patient's page, and is not theirs to stop. */
    public boolean isForPatients() {
        return this != ALERT;
    }

    public static Optional<Message> of(String code) {
        return Arrays.stream(values()).filter(message -> message.code.equals(code)).findFirst();
    }
}
