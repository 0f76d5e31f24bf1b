package dev.firebreak.testkit.wire.xml;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of a parsed XML request. Document types and entities are refused: requests are hostile. */
public final class XmlNode {
    private static final int DEEPEST = 64;

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<XmlNode> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private XmlNode(String name) {
        this.name = name;
    }

    /**
     * Parses a document.
     *
     * @throws XMLStreamException when it is not well-formed, has a document type, or is nested too deeply
     */
    public static XmlNode parse(byte[] document) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
        try {
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                refuseDocumentType(reader);
            }
            XmlNode root = read(reader, 1);
            while (reader.hasNext()) {
                reader.next();
            }
            return root;
        } finally {
            reader.close();
        }
    }

    private static void refuseDocumentType(XMLStreamReader reader) throws XMLStreamException {
        if (reader.getEventType() == XMLStreamConstants.DTD) {
            throw new XMLStreamException("Document types are not allowed");
        }
    }

    private static XmlNode read(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("Elements are nested too deeply");
        }
        var node = new XmlNode(reader.getLocalName());
        for (int index = 0; index < reader.getAttributeCount(); index++) {
            String prefix = reader.getAttributePrefix(index);
            String local = reader.getAttributeLocalName(index);
            node.attributes.put(
                    prefix == null || prefix.isEmpty() ? local : prefix + ":" + local, reader.getAttributeValue(index));
        }
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            node.take(reader, depth);
        }
        return node;
    }

    private void take(XMLStreamReader reader, int depth) throws XMLStreamException {
        switch (reader.getEventType()) {
            case XMLStreamConstants.START_ELEMENT -> children.add(read(reader, depth + 1));
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
            case XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("Entities are not allowed");
            default -> {
                // Comments and processing instructions say nothing.
            }
        }
    }

    String name() {
        return name;
    }

    String text() {
        return text.toString();
    }

    Optional<String> attribute(String qualifiedName) {
        return Optional.ofNullable(attributes.get(qualifiedName));
    }

    List<XmlNode> children(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted)).toList();
    }
}
