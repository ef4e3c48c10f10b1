package health.foramen.sandbox.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A piece of a text: plain words, or an address that a finger can tap. */
public record Piece(String words, Optional<String> address) {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)\\u060c\\u061f]");

    public static List<Piece> of(String body) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = ADDRESS.matcher(body);
        int told = 0;
        while (matcher.find()) {
            if (matcher.start() > told) {
                pieces.add(new Piece(body.substring(told, matcher.start()), Optional.empty()));
            }
            pieces.add(new Piece(matcher.group(), Optional.of(matcher.group())));
            told = matcher.end();
        }
        if (told < body.length()) {
            pieces.add(new Piece(body.substring(told), Optional.empty()));
        }
        return pieces;
    }
}
