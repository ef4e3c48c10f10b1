package health.foramen.sandbox.text;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The little of TwiML that a clinic answers a text with: {@code <Response><Message>…</Message></Response>}. */
final class Twiml {

    private Twiml() {
    }

    /** The bodies of the messages; none when the answer is no TwiML. */
    static List<String> messages(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var parser = factory.newDocumentBuilder();
            parser.setErrorHandler(new DefaultHandler());
            NodeList messages = parser.parse(new InputSource(new StringReader(xml))).getElementsByTagName("Message");
            return IntStream.range(0, messages.getLength()).mapToObj(i -> messages.item(i).getTextContent().strip()).toList();
        } catch (SAXException _) {
            return List.of();
        } catch (ParserConfigurationException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
