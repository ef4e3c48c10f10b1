package health.foramen.referral.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesInTextTest {

    private static String without(String given, String family, String text) {
        return NamesInText.of(List.of(new Identity(given, family, LocalDate.of(1961, 4, 2), Optional.empty()))).apply(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Maria|Santos|Maria Santos fell; MARÍA's daughter called.|[…] fell; […]'s daughter called.",
        "Maria|Santos|Santos, Maria: pain since May.|[…]: pain since May.",
        "Maria|Santos|Marianne lives in Santosville.|Marianne lives in Santosville.",
        "Wei|Li|Li tolerates lidocaine; Ms. Li's family believes so.|[…] tolerates lidocaine; Ms. […]'s family believes so.",
        "Bo|An|An MRI showed an annular tear, said bo an.|[…] MRI showed […] annular tear, said […].",
        "Maria|de la Cruz|Dolor de la espalda, dice Maria de la Cruz.|Dolor de la espalda, dice […].",
        "Seán|O'Brien|O negative. Sean O’Brien, O'Brien.|O negative. […].",
        "Jean-Luc|Le|Jean Luc Le says: le dos|[…] says: […] dos",
        "محمد|الحسن|قال محمد الحسن إن الألم شديد|قال […] إن الألم شديد",
        "محمد|الحسن|تحدثنا مع مُحَمَّد ولمحمد أخ|تحدثنا مع […] أخ",
        "علي|حسن|يعاني علي من ألم على الجانب الأيسر|يعاني […] من ألم على الجانب الأيسر",
        "小明|李|患者李小明说腿疼,明天再来|患者[…]说腿疼,明天再来",
        "민수|김|김민수는 다리가 아프다|[…]는 다리가 아프다",
        "Анна|Иванова|анна ИВАНОВА жалуется на боль|[…] жалуется на боль",
    })
    void aNameGoesAndTheSentenceStays(String given, String family, String text, String left) {
        assertThat(without(given, family, text)).isEqualTo(left);
    }

    @Test
    void aNameOfSymbolsGoesToo() {
        assertThat(without("🙂", "🙂🙃", "🙂 🙂🙃 called")).doesNotContain("🙂").endsWith(" called");
    }

    @Test
    void nobodysNameTakesNothing() {
        assertThat(without("", "", "Pain, and more. ")).isEqualTo("Pain, and more. ");
    }

    @Property
    void whatIsLeftNamesNobodyAndAgainTakesNothingMore(@ForAll @StringLength(max = 12) String given, @ForAll @StringLength(max = 12) String family,
            @ForAll @StringLength(max = 60) String text) {
        var left = without(given, family, text + " " + given + " " + family);
        assertThat(without(given, family, left)).isEqualTo(left);
    }
}
