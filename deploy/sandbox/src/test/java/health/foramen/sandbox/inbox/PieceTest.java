package health.foramen.sandbox.inbox;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PieceTest {

    @Test
    void anAddressEndsBeforeTheFullStop() {
        assertThat(Piece.of("See http://127.0.0.1:8080/v/abc. Thank you")).extracting(Piece::words)
                .containsExactly("See ", "http://127.0.0.1:8080/v/abc", ". Thank you");
    }

    @Test
    void anAddressEndsBeforeAnArabicComma() {
        assertThat(Piece.of("التفاصيل http://127.0.0.1/v/abc، شكرا")).extracting(Piece::words)
                .containsExactly("التفاصيل ", "http://127.0.0.1/v/abc", "، شكرا");
    }

    @Test
    void plainWordsStayInOnePiece() {
        assertThat(Piece.of("3")).singleElement().satisfies(piece -> assertThat(piece.address()).isEmpty());
    }
}
