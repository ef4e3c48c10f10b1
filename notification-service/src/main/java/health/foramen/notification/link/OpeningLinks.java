package health.foramen.notification.link;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.journey.PatientLinks;
import health.foramen.notification.link.Links.Kept;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes links and opens them. A token or a device's secret is 128 random bits; only hashes are stored, and those are what is looked up. */
public final class OpeningLinks implements PatientLinks {

    /** 128 bits, more than can be guessed. */
    private static final int BYTES = 16;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");
    /** What a phone makes a link of: with a scheme, or a host's name with a path, a port or one of the commonest endings, or this very machine. */
    private static final Pattern ADDRESS = Pattern.compile("(?iu)(?:\\b[a-z][a-z0-9+.-]*://|\\bwww\\.)[^\\s<>\"')\\]]+"
            + "|(?<![\\w@.-])(?:[\\p{L}\\d](?:[\\p{L}\\d-]*[\\p{L}\\d])?\\.)+(?:\\p{L}{2,24}(?=[:/])|(?:com|org|net|info|biz|io|ly|me|co|app|xyz|top|link|site|online)\\b)[^\\s<>\"')\\]]*"
            + "|(?<![\\w.-])(?:localhost|\\d{1,3}(?:\\.\\d{1,3}){3})(?:[:/][^\\s<>\"')\\]]*|\\b)");
    private static final Pattern IN_WORDS = Pattern.compile("/v/[A-Za-z0-9_-]{22}");

    private final Links links;
    private final Cards cards;
    private final NumberKey.Maker keys;
    private final String publicUrl;
    private final Clock clock;
    private final Clock real;
    private final SecureRandom random = new SecureRandom();

    public OpeningLinks(Links links, Cards cards, NumberKey.Maker keys, String publicUrl, Clock clock, Clock real) {
        this.links = links;
        this.cards = cards;
        this.keys = keys;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.clock = clock;
        this.real = real;
    }

    @Override
    public String open(String journeyId, String patientId, Instant until) {
        String token = secret();
        links.add(hash(token), Link.fresh(journeyId, patientId, until));
        return publicUrl + "/v/" + token;
    }

    @Override
    public String stopMail(String journeyId, String patientId, String email, Instant until) {
        String token = secret();
        links.add(hash(token), Link.stopping(journeyId, patientId, keys.ofAddress(email).value(), until));
        return publicUrl + "/v/" + token + "/no-mail";
    }

    @Override
    public String hidden(String words) {
        return IN_WORDS.matcher(words).replaceAll("/v/…");
    }

    @Override
    public boolean leadElsewhere(String words) {
        return ADDRESS.matcher(words).results().anyMatch(found -> !(found.group() + "/").startsWith(publicUrl + "/"));
    }

    /** What a visitor may see. */
    public sealed interface Visit {

        /** No such link, or not any more. Nothing tells one from the other. */
        record Unknown() implements Visit {
        }

        /** The birth year first. */
        record Shut(Link link, boolean resting) implements Visit {
        }

        record Open(Link link) implements Visit {
        }
    }

    /** @param device the secret that this device was given, if any */
    public Visit look(String token, Optional<String> device) {
        return known(token).<Visit>map(kept -> device.filter(secret -> kept.link().isOpenTo(hash(secret), real.instant())).isPresent()
                ? new Visit.Open(kept.link())
                : new Visit.Shut(kept.link(), kept.link().isResting(real.instant()))).orElseGet(Visit.Unknown::new);
    }

    /** @return the device's secret when the year is right */
    public Optional<String> unlock(String token, int year) {
        while (true) {
            Optional<Kept> kept = known(token);
            if (kept.isEmpty() || kept.get().link().isResting(real.instant())) {
                return Optional.empty();
            }
            boolean right = cards.patient(kept.get().link().patientId()).map(PatientCard::birthDate).filter(born -> born.getYear() == year).isPresent();
            String device = secret();
            Link after = right ? kept.get().link().openedBy(hash(device), real.instant()) : kept.get().link().wrongYear(real.instant());
            if (links.save(hash(token), kept.get(), after)) {
                return right ? Optional.of(device) : Optional.empty();
            }
        }
    }

    /** The link that ends e-mail, of which nothing is asked: whoever has the letter may end the letters. */
    public Optional<Link> stopping(String token) {
        return any(token).map(Kept::link).filter(link -> link.stops().isPresent());
    }

    /** Links to a visit alone. */
    private Optional<Kept> known(String token) {
        return any(token).filter(kept -> kept.link().stops().isEmpty());
    }

    private Optional<Kept> any(String token) {
        return TOKEN.matcher(token).matches()
                ? links.find(hash(token)).filter(kept -> clock.instant().isBefore(kept.link().until()))
                : Optional.empty();
    }

    private String secret() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
