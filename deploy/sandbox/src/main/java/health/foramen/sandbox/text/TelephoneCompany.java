package health.foramen.sandbox.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

import health.foramen.sandbox.text.Ordered.Accepted;
import health.foramen.sandbox.text.Ordered.Refused;

/** Takes orders for texts. It checks in the order in which Twilio does, and remembers before it answers. */
public final class TelephoneCompany {

    /** E.164, from seven digits on. */
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9]\\d{6,14}");
    /** A number, a short code, or up to eleven letters with at least one that is no digit. */
    private static final Pattern SENDER = Pattern.compile("\\+[1-9]\\d{6,14}|\\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}");
    private static final int LONGEST_BODY = 1600;

    private final Texts texts;
    private final Deliveries deliveries;
    private final String ownNumber;

    public TelephoneCompany(Texts texts, Deliveries deliveries, String ownNumber) {
        this.texts = texts;
        this.deliveries = deliveries;
        this.ownNumber = ownNumber;
    }

    public Ordered order(SendText order) {
        Optional<Refused> refused = refusal(order);
        if (refused.isPresent()) {
            return refused.get();
        }
        Text text = texts.accept(Direction.OUTBOUND_API, order.to().orElseThrow(), sender(order), order.body().orElseThrow(),
                order.statusCallback(), order.messagingService());
        deliveries.deliver(text.sid());
        return new Accepted(text);
    }

    private Optional<Refused> refusal(SendText order) {
        if (order.to().isEmpty()) {
            return no(TwilioError.TO_MISSING, "");
        }
        String to = order.to().get();
        if (!NUMBER.matcher(to).matches()) {
            return no(TwilioError.TO_INVALID, to);
        }
        if (order.from().isEmpty() && order.messagingService().isEmpty()) {
            return no(TwilioError.FROM_MISSING, "");
        }
        if (order.from().filter(from -> !SENDER.matcher(from).matches()).isPresent()) {
            return no(TwilioError.FROM_INVALID, order.from().get());
        }
        if (order.body().isEmpty()) {
            return no(TwilioError.BODY_MISSING, "");
        }
        if (order.body().get().length() > LONGEST_BODY) {
            return no(TwilioError.BODY_TOO_LONG, "");
        }
        if (order.statusCallback().filter(url -> !isWebAddress(url)).isPresent()) {
            return no(TwilioError.CALLBACK_INVALID, order.statusCallback().get());
        }
        Optional<TwilioError> odd = OddNumber.of(to).flatMap(OddNumber::refusal);
        if (odd.isPresent()) {
            return no(odd.get(), to);
        }
        if (texts.optedOut(to, sender(order))) {
            return no(TwilioError.UNSUBSCRIBED, to);
        }
        return Optional.empty();
    }

    private String sender(SendText order) {
        return order.from().orElse(ownNumber);
    }

    private static Optional<Refused> no(TwilioError error, String about) {
        return Optional.of(new Refused(error, about));
    }

    private static boolean isWebAddress(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
