package gateway;

import java.io.StringReader;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A CSDL XML document, asked by XPath; the prefix {@code e} stands for elements of a schema. */
public record MetadataXml(Document document) {

  private static final String EDM = "http://docs.oasis-open.org/odata/ns/edm";

  public static MetadataXml parse(String text) {
    try {
      var factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return new MetadataXml(
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(text))));
    } catch (Exception e) {
      throw new AssertionError("no XML: " + text, e);
    }
  }

  /** A document whose names say {@code Core} for {@code Org.OData.Core.V1}, and so on. */
  public static String aliased(String text) {
    return text.replaceAll("Org\\.OData\\.(\\w+)\\.V1", "$1");
  }

  public List<Element> all(String path) {
    try {
      var nodes = (NodeList) xpath().evaluate(path, document, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  /** An attribute of each, in the document's order. */
  public List<String> all(String path, String attribute) {
    return all(path).stream().map(element -> element.getAttribute(attribute)).toList();
  }

  /** The one element of that path. */
  public Element one(String path) {
    var found = all(path);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " elements at " + path);
    }
    return found.getFirst();
  }

  private static XPath xpath() {
    var xpath = XPathFactory.newDefaultInstance().newXPath();
    xpath.setNamespaceContext(
        new NamespaceContext() {
          @Override
          public String getNamespaceURI(String prefix) {
            return prefix.equals("e") ? EDM : XMLConstants.NULL_NS_URI;
          }

          @Override
          public String getPrefix(String uri) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Iterator<String> getPrefixes(String uri) {
            throw new UnsupportedOperationException();
          }
        });
    return xpath;
  }
}
