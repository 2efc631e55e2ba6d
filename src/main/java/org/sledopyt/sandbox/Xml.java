package org.sledopyt.sandbox;

/** Writes XML. */
final class Xml {

    private final StringBuilder out = new StringBuilder(2048);

    /** Appends mark-up as it is. */
    Xml raw(String markup) {
        out.append(markup);
        return this;
    }

    Xml element(String name, Object text) {
        out.append('<').append(name).append('>').append(escaped(text.toString()));
        out.append("</").append(name).append('>');
        return this;
    }

    Xml open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    Xml close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    Xml attribute(String name, Object value) {
        out.append(' ')
                .append(name)
                .append("=\"")
                .append(escaped(value.toString()))
                .append('"');
        return this;
    }

    /** Text or attribute value; {@code ]]>} must not stand in text either. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
