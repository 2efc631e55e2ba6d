package org.sledopyt.web;

import org.sledopyt.intake.SourceHealth;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code /actuator/sources}: how the sources are doing, for {@code sledopyt doctor} on this machine and for operators. Holds no secrets. */
@Component
@Endpoint(id = "sources")
class SourcesEndpoint {

    private final SourceHealth health;

    SourcesEndpoint(SourceHealth health) {
        this.health = health;
    }

    @ReadOperation
    Items<SourceDoing> sources() {
        return new Items<>(health.all().stream().map(SourceDoing::of).toList());
    }
}
