package health.foramen.notification.wording.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.foramen.notification.contact.Language;
import health.foramen.notification.wording.BrokenWording;
import health.foramen.notification.wording.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message's file that cannot be used keeps the service from starting, and the sentence says where. */
class BrokenFilesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text: "{clinic}                               | messages/en/offer.yaml, line
            text: "{clinic}"                              | messages/en/offer.yaml: subject is missing
            just words                                    | messages/en/offer.yaml must hold text, subject or mail
            txt: "{clinic}"                               | messages/en/offer.yaml: txt is none of text, subject, mail
            text: "{clinic} {diagnosis}"                  | text asks for [diagnosis], which no message knows
            text: "{days, plural, one {a day}}"           | text cannot be read
            text: "  "                                    | messages/en/offer.yaml: text is missing
            """)
    void theFileTheKeyAndTheReasonAreNamed(String content, String complaint) {
        assertThatThrownBy(() -> IcuWording.parsed("messages/en/offer.yaml", Message.OFFER, Language.ENGLISH, content))
                .isInstanceOf(BrokenWording.class).hasMessageContaining(complaint);
    }
}
