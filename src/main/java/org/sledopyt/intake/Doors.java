package org.sledopyt.intake;

import java.util.List;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.springframework.stereotype.Component;

/** The door that a source is asked through: the one there is a key for, else its default, with what the settings say of it. */
@Component
public class Doors {

    private final Keyring keyring;
    private final IntakeSettings settings;

    Doors(Keyring keyring, IntakeSettings settings) {
        this.keyring = keyring;
        this.settings = settings;
    }

    /** Whether the source can be asked: it is not switched off, and nothing that it requires is missing. */
    public boolean isOpen(Manifest source) {
        return source.isAsked()
                && settings.of(source.code()).enabled()
                && keyring.of(source).isPresent();
    }

    /** What the source, asked as it is now, wants to know of a parcel. */
    public List<Manifest.Need> needs(Manifest source) {
        return source.needs().isEmpty() ? List.of() : source.needs(of(source));
    }

    public Manifest.Door of(Manifest source) {
        String door = keyring.of(source).map(Credentials::door).orElse(null);
        return settings.apply(source.code(), source.door(door));
    }
}
