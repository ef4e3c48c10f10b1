package health.foramen.sandbox.text;

/** The refusals of Twilio's Message resource that a sender of reminders can meet: code, HTTP status, words. */
public enum TwilioError {
    AUTHENTICATE(20003, 401, "Authenticate"),
    NOT_FOUND(20404, 404, "The requested resource %s was not found"),
    TOO_MANY_REQUESTS(20429, 429, "Too Many Requests"),
    SERVER_ERROR(20500, 500, "An internal server error has occurred"),
    BODY_MISSING(21602, 400, "Message body is required."),
    FROM_MISSING(21603, 400, "A 'From' phone number is required."),
    TO_MISSING(21604, 400, "A 'To' phone number is required."),
    TO_INVALID(21211, 400, "The 'To' number %s is not a valid phone number."),
    FROM_INVALID(21212, 400, "The 'From' number %s is not a valid phone number, shortcode, or alphanumeric sender ID."),
    UNVERIFIED(21608, 400, "The number %s is unverified. Trial accounts cannot send messages to unverified numbers."),
    CALLBACK_INVALID(21609, 400, "The 'StatusCallback' URL %s is not a valid URL."),
    UNSUBSCRIBED(21610, 400, "Attempt to send to unsubscribed recipient"),
    UNREACHABLE(21612, 400, "The 'To' phone number: %s, is not currently reachable via SMS."),
    NOT_MOBILE(21614, 400, "'To' number %s is not a mobile number"),
    BODY_TOO_LONG(21617, 400, "The concatenated message body exceeds the 1600 character limit");

    private final int code;
    private final int status;
    private final String message;

    TwilioError(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    public int code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String message(String about) {
        return message.contains("%s") ? message.formatted(about) : message;
    }
}
