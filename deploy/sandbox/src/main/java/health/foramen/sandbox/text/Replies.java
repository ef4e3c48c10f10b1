package health.foramen.sandbox.text;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import health.foramen.sandbox.fault.Fault.Kind;
import health.foramen.sandbox.fault.Faults;

/** Brings a patient's text to the clinic, hears the stop words on the way, and carries back what the clinic answers by TwiML. */
public final class Replies {

    /** @param clinic what the clinic's webhook answered */
    public record Replied(Text text, Webhooks.Answer clinic) {
    }

    private final Texts texts;
    private final Webhooks webhooks;
    private final Faults faults;
    private final String account;
    private final String ownNumber;
    private final String webhook;

    public Replies(Texts texts, Webhooks webhooks, Faults faults, String account, String ownNumber, String webhook) {
        this.texts = texts;
        this.webhooks = webhooks;
        this.faults = faults;
        this.account = account;
        this.ownNumber = ownNumber;
        this.webhook = webhook;
    }

    /** The patient at that number writes back to whoever texted last, or to the clinic's own number. */
    public Replied reply(String phone, String body) {
        String clinic = texts.newestFirst(new Texts.Search(Optional.of(phone), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(), 1).stream().findFirst().map(Text::from).orElse(ownNumber);
        Text text = texts.accept(Direction.INBOUND, clinic, phone, body, Optional.empty(), Optional.empty());
        Keyword.in(body).ifPresent(keyword -> answer(text, keyword.answer()));
        SortedMap<String, String> form = inbound(text);
        if (faults.strike(Kind.REPLY_TWICE, phone).isPresent()) {
            webhooks.post(webhook, form);
        }
        Webhooks.Answer answer = webhooks.post(webhook, form);
        if (answer.heard() && !texts.optedOut(phone, clinic)) {
            messages(answer).forEach(message -> answer(text, message));
        }
        return new Replied(text, answer);
    }

    private void answer(Text question, String body) {
        texts.accept(Direction.OUTBOUND_REPLY, question.from(), question.to(), body, Optional.empty(), Optional.empty());
    }

    private static List<String> messages(Webhooks.Answer answer) {
        return answer.body().isBlank() ? List.of() : Twiml.messages(answer.body());
    }

    private SortedMap<String, String> inbound(Text text) {
        SortedMap<String, String> form = new TreeMap<>();
        form.put("AccountSid", account);
        form.put("ApiVersion", "2010-04-01");
        form.put("Body", text.body());
        form.put("From", text.from());
        form.put("To", text.to());
        form.put("MessageSid", text.sid());
        form.put("SmsMessageSid", text.sid());
        form.put("SmsSid", text.sid());
        form.put("SmsStatus", "received");
        form.put("NumMedia", "0");
        form.put("NumSegments", Integer.toString(text.segments()));
        return form;
    }
}
