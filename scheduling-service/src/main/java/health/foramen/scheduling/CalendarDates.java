package health.foramen.scheduling;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.springframework.format.Formatter;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * A date as it comes from outside, in an address or in a body: of a year in which somebody could be treated. Java knows dates of a thousand million years; a day
 * after the last of them there is none.
 */
final class CalendarDates implements Formatter<LocalDate> {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;

    static LocalDate read(String text) {
        LocalDate date = LocalDate.parse(text.strip());
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new DateTimeParseException("no year of any clinic", text, 0);
        }
        return date;
    }

    @Override
    public LocalDate parse(String text, Locale locale) {
        return read(text);
    }

    @Override
    public String print(LocalDate date, Locale locale) {
        return date.toString();
    }

    /** For the bodies of requests; what is stored was looked at before. */
    static final class InBodies extends SimpleModule {

        private static final long serialVersionUID = 1L;

        InBodies() {
            super("calendar-dates");
            addDeserializer(LocalDate.class, new Reading());
        }
    }

    private static final class Reading extends ValueDeserializer<LocalDate> {

        @Override
        public LocalDate deserialize(JsonParser json, DeserializationContext context) {
            String text = json.getValueAsString();
            try {
                return text == null || text.isBlank() ? null : read(text);
            } catch (DateTimeParseException _) {
                return (LocalDate) context.handleWeirdStringValue(LocalDate.class, text, "is no date like 2026-12-03");
            }
        }
    }
}
