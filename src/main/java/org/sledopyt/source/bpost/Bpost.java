package org.sledopyt.source.bpost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Countries;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import org.sledopyt.source.Xml;
import org.sledopyt.source.XmlSource;
import org.w3c.dom.Element;

/**
 * bpost's tracked mail, written from its description. Codes are a letter for what happened and two digits for why; the letters' meaning is
 * known better than the digits'.
 */
public final class Bpost extends XmlSource {

    private final Times times;
    private final Words words = Words.beside(Bpost.class);

    Bpost(Manifest manifest, Codes codes) {
        super(manifest, codes, "item tracking of bpost");
        this.times = Times.iso().assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.get(
                "/services/trackedmail/item/" + Request.joined(numbers, ",") + "/trackingInfo",
                Map.of("Accept", "application/xml"));
    }

    @Override
    protected List<Reading> read(Raw raw, Element root) {
        Element exception = Xml.find(root, Set.of("systemexception"));
        if (exception != null) {
            return faults.whole(raw, Xml.text(exception, "message"), "systemException");
        }
        List<Element> items = new ArrayList<>(Xml.all(root, "itemTracking"));
        if ("itemTracking".equalsIgnoreCase(root.getLocalName())) {
            items.add(root);
        }
        return about(
                raw,
                items.stream()
                        .filter(item -> Xml.text(item, "itemCode") != null
                                || !Xml.children(item, "stateInfo").isEmpty())
                        .map(this::item)
                        .toList());
    }

    private Reading.Found item(Element item) {
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Xml.children(item, "stateInfo").stream().map(this::event).toList());
        Facts facts = Facts.NONE
                .between(
                        country(item, "sender", "cityOrCountryOfdeparture"),
                        country(item, "addressee", "cityOrCountryOfDestination"))
                .withWeightGrams(Json.grams(Xml.text(item, "itemDetail", "weightInGrams"), "g"));
        return new Reading.Found(Answers.number(Xml.text(item, "itemCode")), events, facts);
    }

    private SourceEvent event(Element state) {
        String code = Answers.code(Xml.text(state, "stateCode"));
        String text = Objects.requireNonNullElse(Answers.plain(Xml.text(state, "stateDescription")), "");
        return new SourceEvent(
                times.read(Xml.text(state, "time")), text, code, words.match(code, text, codes.match(code)), null);
    }

    private static @Nullable String country(Element item, String party, String cityOrCountry) {
        String code = Countries.code(Xml.text(item, party, "address", "countryCode"));
        return code == null ? Xml.text(item, cityOrCountry) : code;
    }
}
