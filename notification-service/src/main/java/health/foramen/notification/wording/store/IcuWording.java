package health.foramen.notification.wording.store;

import com.ibm.icu.text.DateFormatSymbols;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.SimpleDateFormat;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import health.foramen.notification.contact.Language;
import health.foramen.notification.text.Segments;
import health.foramen.notification.wording.BrokenWording;
import health.foramen.notification.wording.Message;
import health.foramen.notification.wording.Samples;
import health.foramen.notification.wording.Values;
import health.foramen.notification.wording.Values.Choice;
import health.foramen.notification.wording.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads {@code messages/<language>/<message>.yaml} and says them. */
public final class IcuWording implements Wording {

    /** What a file may ask for. */
    private static final Set<String> KNOWN = Set.of("clinic", "name", "phone", "emergency", "site", "address", "directions", "date", "time", "arrive",
            "days", "link", "ride", "fasting", "sedated", "day", "pain", "next", "followUp", "words", "choices", "by", "place", "told");
    private static final Set<String> KEYS = Set.of("text", "subject", "mail");

    /** Segments that one text may have where the file's own letters decide; what a person wrote is as long as they like. */
    private static final Map<Language, Integer> MOST_SEGMENTS = Map.of(Language.ENGLISH, 1, Language.SPANISH, 1, Language.ARABIC, 2);
    /** A site's name is cut to this in texts, at a word's end where there is one. */
    private static final int LONGEST_SITE = 24;

    /** How each language writes a day and a time where letters are dear, and where they are not. Reply digits are Latin, so times are too. */
    private record Manner(ULocale locale, String shortDate, String longDate, String time, String[] halves) {

        static Manner of(Language language) {
            return switch (language) {
                case ENGLISH -> new Manner(ULocale.forLanguageTag("en-US"), "EEE MMM d", "EEEE, MMMM d", "h:mm a", new String[] {"AM", "PM"});
                // Without the weekday: sáb. would leave the GSM-7 alphabet.
                case SPANISH -> new Manner(ULocale.forLanguageTag("es-US"), "d MMM", "EEEE d 'de' MMMM", "h:mm a", new String[] {"am", "pm"});
                case ARABIC -> new Manner(ULocale.forLanguageTag("ar-u-nu-latn"), "d MMM", "EEEE d MMMM", "h:mm a", new String[] {"ص", "م"});
            };
        }

        String date(ZonedDateTime when, boolean brief) {
            return in(brief ? shortDate : longDate, when);
        }

        String time(ZonedDateTime when) {
            return in(time, when);
        }

        private String in(String pattern, ZonedDateTime when) {
            SimpleDateFormat format = new SimpleDateFormat(pattern, locale);
            DateFormatSymbols symbols = format.getDateFormatSymbols();
            symbols.setAmPmStrings(halves);
            format.setDateFormatSymbols(symbols);
            format.setTimeZone(TimeZone.getTimeZone(when.getZone().getId().equals("Z") ? "UTC" : when.getZone().getId()));
            return format.format(Date.from(when.toInstant()));
        }
    }

    private record Said(String text, String subject, String mail) {
    }

    private static final Logger LOG = LoggerFactory.getLogger(IcuWording.class);

    /** A sender and an address of this length fit; a clinic may have longer ones. */
    private static final String PROMISED_SENDER = "Foramen";
    private static final String PROMISED_URL = "https://visit.foramen.org";

    private final Map<Language, Map<Message, Said>> said = new EnumMap<>(Language.class);
    private final Map<Language, Map<String, String>> pages = new EnumMap<>(Language.class);

    private IcuWording() {
    }

    /**
     * The words must fit with a sender and an address as long as we promise. A clinic whose name or address is longer is told at the start
     * which texts will cost a segment more, and is not kept from working.
     *
     * @param publicUrl with which links begin; their length counts
     * @throws BrokenWording for the first file that cannot be used
     */
    public static IcuWording read(String clinic, String publicUrl) {
        IcuWording wording = new IcuWording();
        for (Language language : Language.values()) {
            Map<Message, Said> files = new EnumMap<>(Message.class);
            for (Message message : Message.values()) {
                files.put(message, file(message, language));
            }
            wording.said.put(language, files);
            wording.pages.put(language, pageWords(language));
        }
        wording.pages.forEach((language, words) -> wording.pages.get(Language.ENGLISH).keySet().stream().filter(key -> !words.containsKey(key)).findFirst()
                .ifPresent(key -> {
                    throw new BrokenWording("pages/" + language.code() + ".yaml: " + key + " is missing");
                }));
        List<String> tooLong = wording.tooLong(PROMISED_SENDER, PROMISED_URL);
        if (!tooLong.isEmpty()) {
            throw new BrokenWording(String.join("; ", tooLong));
        }
        List<String> longer = wording.tooLong(clinic, publicUrl);
        if (!longer.isEmpty()) {
            LOG.warn("{} texts take more segments than planned with the name {} and the address {}; the gallery of templates shows them. The first: {}",
                    longer.size(), clinic, publicUrl, longer.getFirst());
        }
        return wording;
    }

    /** Which texts, in which language, take more segments than planned with this sender and this address. */
    public List<String> tooLong(String clinic, String publicUrl) {
        return Samples.all(clinic, publicUrl).stream().flatMap(sample -> tooLong(sample).stream()).toList();
    }

    private static Said file(Message message, Language language) {
        String path = "messages/" + language.code() + "/" + message.code() + ".yaml";
        return parsed(path, message, language, content(path));
    }

    private static String content(String path) {
        try (InputStream in = IcuWording.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new BrokenWording(path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object yaml(String path, String content) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(content);
        } catch (MarkedYAMLException e) {
            throw new BrokenWording(path + ", line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
        }
    }

    private static Map<String, String> pageWords(Language language) {
        String path = "pages/" + language.code() + ".yaml";
        Map<String, String> words = new HashMap<>();
        if (yaml(path, content(path)) instanceof Map<?, ?> file) {
            file.forEach((key, value) -> {
                try {
                    new MessageFormat(value.toString(), Manner.of(language).locale());
                } catch (IllegalArgumentException e) {
                    throw new BrokenWording(path + ": " + key + " cannot be read: " + e.getMessage());
                }
                words.put(key.toString(), value.toString());
            });
        }
        return words;
    }

    @Override
    public int mostSegments(Language language) {
        return MOST_SEGMENTS.get(language);
    }

    @Override
    public Page page(Language language) {
        Manner manner = Manner.of(language);
        Map<String, String> words = pages.get(language);
        return new Page() {

            @Override
            public Language language() {
                return language;
            }

            @Override
            public String say(String key, Map<String, Object> values) {
                String pattern = words.get(key);
                if (pattern == null) {
                    throw new IllegalArgumentException("the page has no words for " + key);
                }
                return new MessageFormat(pattern, manner.locale()).format(values);
            }

            @Override
            public String date(LocalDate date) {
                return manner.date(noon(date), false);
            }

            @Override
            public String time(ZonedDateTime when) {
                return manner.time(when);
            }
        };
    }

    static Said parsed(String path, Message message, Language language, String content) {
        Object read = yaml(path, content);
        if (!(read instanceof Map<?, ?> file)) {
            throw new BrokenWording(path + " must hold text, subject or mail");
        }
        file.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw new BrokenWording(path + ": " + key + " is none of text, subject, mail");
        });
        Message.Form form = message.form();
        return new Said(part(path, file, "text", form.hasText(), language), part(path, file, "subject", form.hasSubject(), language),
                part(path, file, "mail", form.hasMail(), language));
    }

    private static String part(String path, Map<?, ?> file, String key, boolean wanted, Language language) {
        Object value = file.get(key);
        if (!wanted) {
            if (value != null) {
                throw new BrokenWording(path + ": " + key + " is never sent");
            }
            return null;
        }
        if (!(value instanceof String pattern) || pattern.isBlank()) {
            throw new BrokenWording(path + ": " + key + " is missing");
        }
        try {
            Set<String> unknown = new TreeSet<>(new MessageFormat(pattern, Manner.of(language).locale()).getArgumentNames());
            unknown.removeAll(KNOWN);
            if (!unknown.isEmpty()) {
                throw new BrokenWording(path + ": " + key + " asks for " + unknown + ", which no message knows");
            }
        } catch (IllegalArgumentException e) {
            throw new BrokenWording(path + ": " + key + " cannot be read: " + e.getMessage().replaceAll("\\s+", " "));
        }
        return pattern;
    }

    private List<String> tooLong(Samples sample) {
        List<String> complaints = new ArrayList<>();
        for (Language language : Language.values()) {
            for (Message message : Message.values()) {
                if (message.form().hasText() && message != Message.WRITTEN) {
                    String words = text(message, language, sample.values());
                    Segments segments = Segments.of(words);
                    if (segments.count() > MOST_SEGMENTS.get(language)
                            || language != Language.ARABIC && segments.alphabet() != Segments.Alphabet.GSM_7) {
                        complaints.add("messages/" + language.code() + "/" + message.code() + ".yaml: text takes " + segments.count()
                                + " segments (" + segments.units() + " of " + segments.alphabet() + ") with " + sample.name() + ": " + words.replace('\n', ' '));
                    }
                }
                if (message.form().hasSubject()) {
                    mail(message, language, sample.values());
                }
            }
        }
        return complaints;
    }

    @Override
    public String text(Message message, Language language, Values values) {
        Said words = said.get(language).get(message);
        if (words.text() == null) {
            throw new IllegalArgumentException("there is no text " + message.code());
        }
        return say(words.text(), language, values, true).strip();
    }

    @Override
    public Mail mail(Message message, Language language, Values values) {
        Said words = said.get(language).get(message);
        if (words.subject() == null) {
            throw new IllegalArgumentException("there is no e-mail " + message.code());
        }
        String footer = message.isForPatients() ? say(said.get(language).get(Message.FOOTER).mail(), language, values, false) : "";
        String body = (say(words.mail(), language, values, false) + "\n\n" + footer).lines().map(String::strip)
                .collect(Collectors.joining("\n")).replaceAll("\n{3,}", "\n\n").strip();
        return new Mail(say(words.subject(), language, values, false).strip(), body);
    }

    private static String say(String pattern, Language language, Values values, boolean brief) {
        Manner manner = Manner.of(language);
        return new MessageFormat(pattern, manner.locale()).format(arguments(manner, language, values, brief));
    }

    private static Map<String, Object> arguments(Manner manner, Language language, Values values, boolean brief) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("clinic", values.clinic());
        arguments.put("name", values.name());
        arguments.put("phone", isolated(values.phone(), language));
        arguments.put("emergency", values.emergency());
        arguments.put("link", values.link().orElse(""));
        arguments.put("ride", values.ride().name().toLowerCase(java.util.Locale.ROOT));
        arguments.put("fasting", values.fasting() ? "yes" : "no");
        arguments.put("sedated", values.sedated() ? "yes" : "no");
        arguments.put("told", values.toldBefore());
        arguments.put("day", values.day());
        arguments.put("pain", values.pain());
        arguments.put("words", values.words());
        arguments.put("next", values.followUp().isPresent() ? "yes" : "no");
        arguments.put("followUp", values.followUp().map(date -> manner.date(noon(date), brief)).orElse(""));
        arguments.put("choices", values.choices().stream().map(choice -> choice(manner, choice, brief)).collect(Collectors.joining("; ")));
        arguments.put("by", values.by().map(latest -> latest.toLocalDate().equals(values.today()) ? manner.time(latest)
                : manner.date(latest, brief) + " " + manner.time(latest)).orElse(""));
        arguments.put("place", values.visit().filter(visit -> !visit.site().isBlank()).isPresent() ? "yes" : "no");
        values.visit().ifPresent(visit -> {
            arguments.put("site", brief ? brief(visit.site()) : visit.site());
            arguments.put("address", visit.address());
            arguments.put("directions", visit.directions());
            arguments.put("date", manner.date(visit.start(), brief));
            arguments.put("time", manner.time(visit.start()));
            arguments.put("arrive", manner.time(visit.arrive()));
        });
        Optional<LocalDate> target = values.followUp().isPresent() && values.visit().map(visit -> !visit.start().toLocalDate().isAfter(values.today())).orElse(true)
                ? values.followUp() : values.visit().map(visit -> visit.start().toLocalDate());
        arguments.put("days", target.map(date -> Math.max(0, ChronoUnit.DAYS.between(values.today(), date))).orElse(0L));
        return arguments;
    }

    /** Keeps a number's plus sign on its left inside Arabic. */
    private static String isolated(String phone, Language language) {
        return language == Language.ARABIC ? "\u200e" + phone : phone;
    }

    private static String choice(Manner manner, Choice choice, boolean brief) {
        return choice.letter() + (choice.initial().isEmpty() ? ": " : ": " + choice.initial() + ". ") + manner.date(choice.arrive(), brief) + " " + manner.time(choice.arrive());
    }

    private static ZonedDateTime noon(LocalDate date) {
        return date.atTime(LocalTime.NOON).atZone(ZoneOffset.UTC);
    }

    private static String brief(String site) {
        if (site.length() <= LONGEST_SITE) {
            return site;
        }
        int end = site.lastIndexOf(' ', LONGEST_SITE);
        return site.substring(0, end > LONGEST_SITE / 2 ? end : LONGEST_SITE);
    }
}
