package health.foramen.sandbox.text.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import health.foramen.sandbox.fault.Fault;
import health.foramen.sandbox.fault.Fault.Kind;
import health.foramen.sandbox.fault.Faults;
import health.foramen.sandbox.text.Ordered;
import health.foramen.sandbox.text.SendText;
import health.foramen.sandbox.text.TelephoneCompany;
import health.foramen.sandbox.text.Text;
import health.foramen.sandbox.text.Texts;
import health.foramen.sandbox.text.TwilioError;

/** {@code /2010-04-01/Accounts/{sid}/Messages}: create, read one, list. Only the base address differs from Twilio's. */
@RestController
@RequestMapping("/2010-04-01/Accounts/{account}")
final class TwilioApi {

    private static final int DEFAULT_PAGE = 50;
    private static final int LARGEST_PAGE = 1000;
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final TelephoneCompany company;
    private final Texts texts;
    private final Faults faults;
    private final byte[] credentials;
    private final String account;

    TwilioApi(TelephoneCompany company, Texts texts, Faults faults, TextAccount own) {
        this.company = company;
        this.texts = texts;
        this.faults = faults;
        this.account = own.accountSid();
        credentials = ("Basic " + Base64.getEncoder().encodeToString(
                (own.accountSid() + ":" + own.authToken()).getBytes(StandardCharsets.UTF_8))).getBytes(StandardCharsets.UTF_8);
    }

    @PostMapping("/Messages.json")
    ResponseEntity<Object> create(@PathVariable("account") String account, @RequestParam Map<String, String> form,
            HttpServletRequest request) throws InterruptedException {
        if (!authentic(account, request)) {
            return TwilioProblem.answer(TwilioError.AUTHENTICATE, "");
        }
        String to = form.getOrDefault("To", "");
        Optional<Fault> tooMany = faults.strike(Kind.TEXT_TOO_MANY_REQUESTS, to);
        if (tooMany.isPresent()) {
            return TwilioProblem.begin(TwilioError.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, Integer.toString(tooMany.get().seconds().orElse(1)))
                    .body(TwilioProblem.of(TwilioError.TOO_MANY_REQUESTS, ""));
        }
        if (faults.strike(Kind.TEXT_SERVER_ERROR, to).isPresent()) {
            return TwilioProblem.answer(TwilioError.SERVER_ERROR, "");
        }
        Ordered ordered = company.order(new SendText(field(form, "To"), field(form, "From"), field(form, "MessagingServiceSid"),
                field(form, "Body"), field(form, "StatusCallback")));
        return switch (ordered) {
            case Ordered.Refused(TwilioError error, String about) -> TwilioProblem.answer(error, about);
            case Ordered.Accepted(Text text) -> {
                sufferAfterAccepting(to, request);
                yield ResponseEntity.status(201).body(MessageResource.of(text, account));
            }
        };
    }

    private void sufferAfterAccepting(String to, HttpServletRequest request) throws InterruptedException {
        Optional<Fault> late = faults.strike(Kind.TEXT_LATE, to);
        if (late.isPresent()) {
            Thread.sleep(late.get().delay(A_SECOND));
        }
        if (faults.strike(Kind.TEXT_ANSWER_LOST, to).isPresent()) {
            HangingUp.on(request);
        }
        Optional<Fault> hangs = faults.strike(Kind.TEXT_ANSWER_HANGS, to);
        if (hangs.isPresent()) {
            Thread.sleep(hangs.get().delay(A_MINUTE));
            HangingUp.on(request);
        }
    }

    @GetMapping("/Messages/{sid}.json")
    ResponseEntity<Object> read(@PathVariable("account") String account, @PathVariable("sid") String sid, HttpServletRequest request) {
        if (!authentic(account, request)) {
            return TwilioProblem.answer(TwilioError.AUTHENTICATE, "");
        }
        return texts.find(sid)
                .<ResponseEntity<Object>>map(text -> ResponseEntity.ok(MessageResource.of(text, account)))
                .orElseGet(() -> TwilioProblem.answer(TwilioError.NOT_FOUND, request.getRequestURI()));
    }

    @GetMapping("/Messages.json")
    ResponseEntity<Object> list(@PathVariable("account") String account, @RequestParam Map<String, String> query,
            HttpServletRequest request) {
        if (!authentic(account, request)) {
            return TwilioProblem.answer(TwilioError.AUTHENTICATE, "");
        }
        int size = number(query.get("PageSize"), DEFAULT_PAGE, LARGEST_PAGE);
        int page = number(query.get("Page"), 0, Integer.MAX_VALUE);
        Optional<String> after = field(query, "PageToken").filter(token -> token.startsWith("PA")).map(token -> token.substring(2));
        List<Text> found = texts.newestFirst(search(query), after, size + 1);
        List<Text> shown = found.subList(0, Math.min(size, found.size()));
        String next = found.size() <= size ? null : address(request, page + 1, size, "PA" + shown.getLast().sid());
        return ResponseEntity.ok(new MessageList(shown.stream().map(text -> MessageResource.of(text, account)).toList(),
                page * size, page * size + Math.max(0, shown.size() - 1), page, size, address(request, 0, size, null), null, next,
                address(request, page, size, after.map("PA"::concat).orElse(null))));
    }

    /** {@code DateSent=}, {@code DateSent>=} and {@code DateSent<=} with a GMT date, or an instant as Twilio's own libraries send it. */
    private static Texts.Search search(Map<String, String> query) {
        Optional<LocalDate> on = field(query, "DateSent").flatMap(TwilioApi::date);
        Optional<Instant> since = field(query, "DateSent>").flatMap(TwilioApi::begin).or(() -> on.map(TwilioApi::midnight));
        Optional<Instant> until = field(query, "DateSent<").flatMap(TwilioApi::end).or(() -> on.map(day -> midnight(day.plusDays(1))));
        return new Texts.Search(field(query, "To"), field(query, "From"), since, until);
    }

    private static Optional<Instant> begin(String text) {
        return instant(text).or(() -> date(text).map(TwilioApi::midnight));
    }

    /** A date counts whole. */
    private static Optional<Instant> end(String text) {
        return instant(text).map(last -> last.plusMillis(1)).or(() -> date(text).map(day -> midnight(day.plusDays(1))));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static String address(HttpServletRequest request, int page, int size, String token) {
        StringJoiner query = new StringJoiner("&", request.getRequestURI() + "?", "");
        request.getParameterMap().forEach((name, values) -> {
            if (!name.startsWith("Page")) {
                query.add(encoded(name) + "=" + encoded(values[0]));
            }
        });
        query.add("PageSize=" + size).add("Page=" + page);
        if (token != null) {
            query.add("PageToken=" + token);
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int number(String text, int otherwise, int largest) {
        try {
            return text == null ? otherwise : Math.clamp(Integer.parseInt(text), 0, largest);
        } catch (NumberFormatException _) {
            return otherwise;
        }
    }

    private static Optional<String> field(Map<String, String> form, String name) {
        return Optional.ofNullable(form.get(name)).filter(value -> !value.isBlank());
    }

    private boolean authentic(String account, HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return account.equals(this.account) && header != null
                && MessageDigest.isEqual(header.getBytes(StandardCharsets.UTF_8), credentials);
    }
}
