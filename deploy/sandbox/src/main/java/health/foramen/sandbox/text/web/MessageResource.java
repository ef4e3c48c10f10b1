package health.foramen.sandbox.text.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

import health.foramen.sandbox.text.Status;
import health.foramen.sandbox.text.Text;

/** A text in the shape of Twilio's Message resource: snake case, RFC 2822 dates, numbers as words, nulls written out. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record MessageResource(String accountSid, String apiVersion, String body, String dateCreated, String dateSent, String dateUpdated,
        String direction, Integer errorCode, String errorMessage, String from, String messagingServiceSid, String numMedia,
        String numSegments, String price, String priceUnit, String sid, String status, Map<String, String> subresourceUris, String to,
        String uri) {

    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", java.util.Locale.US)
            .withZone(ZoneOffset.UTC);

    static MessageResource of(Text text, String account) {
        String path = "/2010-04-01/Accounts/" + account + "/Messages/" + text.sid();
        // A messaging service chooses its number after it has answered.
        boolean undecided = text.messagingService().isPresent() && text.status() == Status.QUEUED;
        return new MessageResource(account, "2010-04-01", text.body(), date(text.at()),
                text.status() == Status.QUEUED ? null : date(text.at()), date(text.at()), text.direction().code(),
                text.error().orElse(null), null, undecided ? null : text.from(), text.messagingService().orElse(null), "0",
                undecided ? "0" : Integer.toString(text.segments()), null, "USD", text.sid(),
                undecided ? "accepted" : text.status().code(), Map.of("media", path + "/Media.json"), text.to(), path + ".json");
    }

    private static String date(Instant at) {
        return RFC_2822.format(at);
    }
}
