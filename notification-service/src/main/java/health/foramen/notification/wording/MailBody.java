package health.foramen.notification.wording;

import health.foramen.notification.contact.Language;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an e-mail, written once, as plain text and as HTML that mail programs of the last twenty years show alike. */
final class MailBody {

    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\((\\S+)\\)");

    private MailBody() {
    }

    static String plain(String body) {
        return LINK.matcher(body).replaceAll("$1:\n$2").strip() + "\n";
    }

    static String html(String subject, String body, Language language) {
        StringBuilder html = new StringBuilder("""
                <!doctype html>
                <html lang="%1$s" dir="%2$s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%3$s</title></head>
                <body style="margin:0;background:#f6f5f2;color:#1d1c1a;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
                <div dir="%2$s" style="max-width:34rem;margin:0 auto;padding:24px;background:#ffffff">
                """.formatted(language.code(), language.direction(), escaped(subject)));
        for (String block : body.strip().split("\n{2,}")) {
            List<String> lines = block.lines().toList();
            if (lines.stream().allMatch(line -> line.startsWith("- "))) {
                html.append("<ul style=\"padding-inline-start:1.2em\">\n");
                lines.forEach(line -> html.append("<li>").append(linked(line.substring(2))).append("</li>\n"));
                html.append("</ul>\n");
            } else {
                html.append("<p>").append(linked(block)).append("</p>\n");
            }
        }
        return html.append("</div></body></html>\n").toString();
    }

    private static String linked(String words) {
        Matcher link = LINK.matcher(words);
        StringBuilder html = new StringBuilder();
        int from = 0;
        while (link.find()) {
            html.append(escaped(words.substring(from, link.start())))
                    .append("<a href=\"").append(escaped(link.group(2)))
                    .append("\" style=\"display:inline-block;padding:12px 20px;border-radius:6px;background:#0b5c5c;color:#ffffff;text-decoration:none\">")
                    .append(escaped(link.group(1))).append("</a>");
            from = link.end();
        }
        return html.append(escaped(words.substring(from))).toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("\n", "<br>\n");
    }
}
