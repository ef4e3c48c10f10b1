package health.foramen.notification.wording;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.contact.Language;
import health.foramen.notification.text.Segments;
import health.foramen.notification.wording.store.IcuWording;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every message in every language: there, readable, short enough, and silent about what nobody else may read. */
class IcuWordingTest {

    /** As long as an address that we promise to fit. */
    private static final String PUBLIC_URL = "https://visit.foramen.org";

    /** What Twilio takes as an opt-out or opt-in: never offered as an answer. */
    private static final Set<String> RESERVED = Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "START", "YES", "UNSTOP");

    private final Wording wording = IcuWording.read("Foramen", PUBLIC_URL);

    @Test
    void aClinicWithALongNameAndAddressWorksAllTheSame() {
        Wording longer = IcuWording.read("Northgate Spine and Pain Center", "https://appointments.northgate-spine-and-pain.example");
        Samples sample = Samples.all("Northgate Spine and Pain Center", "https://appointments.northgate-spine-and-pain.example").getFirst();
        assertThat(longer.text(texts().getFirst(), Language.ENGLISH, sample.values())).startsWith("Northgate Spine and Pain Center: ");
    }

    @Test
    void everyTextFitsItsSegmentsInEveryLanguage() {
        for (Samples sample : Samples.all("Foramen", PUBLIC_URL)) {
            for (Language language : Language.values()) {
                texts().forEach(message -> {
                    String text = wording.text(message, language, sample.values());
                    Segments segments = Segments.of(text);
                    assertThat(segments.count()).as("%s %s: %s", language, message, text).isLessThanOrEqualTo(language == Language.ARABIC ? 2 : 1);
                    assertThat(text).as("the sender is named").startsWith("Foramen: ");
                });
            }
        }
    }

    @Test
    void noTextOffersAReservedWordOrLeavesAPlaceholder() {
        for (Samples sample : Samples.all("Foramen", PUBLIC_URL)) {
            for (Language language : Language.values()) {
                texts().forEach(message -> {
                    String text = wording.text(message, language, sample.values());
                    assertThat(text).as("%s %s", language, message).doesNotContain("{", "}", "null");
                    assertThat(Arrays.asList(text.split("[^A-Za-z]+")).stream().filter(RESERVED::contains).toList()).as("%s %s", language, message).isEmpty();
                });
            }
        }
    }

    @Test
    void noMessageNamesADiagnosisAProcedureADrugOrAFullName() {
        List<String> forbidden = List.of("injection", "inyecc", "حقن", "epidural", "steroid", "apixaban", "warfarin", "blood thinner", "anticoag", "stenosis", "spine", "columna");
        for (Samples sample : Samples.all("Foramen", PUBLIC_URL)) {
            for (Language language : Language.values()) {
                for (Message message : Message.values()) {
                    String all = (message.form().hasText() ? wording.text(message, language, sample.values()) : "")
                            + (message.form().hasSubject() ? wording.mail(message, language, sample.values()).subject() + wording.mail(message, language, sample.values()).body() : "");
                    assertThat(all.toLowerCase(Locale.ROOT)).as("%s %s", language, message).doesNotContain(forbidden);
                }
            }
        }
    }

    @Test
    void anEmailReadsFromTheSideOfItsLanguageAndEscapesWhatItWasGiven() {
        Values values = Samples.all("Foramen", PUBLIC_URL).getFirst().values().named("<b>Rosa</b>");
        String arabic = wording.mail(Message.BOOKED, Language.ARABIC, values).html(Language.ARABIC);
        assertThat(arabic).contains("dir=\"rtl\"", "lang=\"ar\"").doesNotContain("<b>Rosa</b>");
        assertThat(wording.mail(Message.BOOKED, Language.ENGLISH, values).plain()).contains("Wednesday, December 30", "11:15 AM", PUBLIC_URL + "/v/");
        assertThat(wording.mail(Message.BOOKED, Language.SPANISH, values).subject()).isEqualTo("Su cita del miércoles 30 de diciembre, 11:15 am");
    }

    @Test
    void whatALongerAddressCostsIsNamed() {
        IcuWording words = IcuWording.read("Foramen", PUBLIC_URL);
        assertThat(words.tooLong("Foramen", PUBLIC_URL)).isEmpty();
        assertThat(words.tooLong("Foramen", "https://visits.of-a-clinic-with-a-very-long-name-in-its-address.example.org"))
                .isNotEmpty().allSatisfy(told -> assertThat(told).contains("messages/", "segments"));
    }

    private static List<Message> texts() {
        return Arrays.stream(Message.values()).filter(message -> message.form().hasText()).toList();
    }
}
