package org.sledopyt.intake;

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

    public Manifest.Door of(Manifest source) {
        String door = keyring.of(source).map(Credentials::door).orElse(null);
        return settings.apply(source.code(), source.door(door));
    }
}
