package org.sledopyt;

import java.time.Clock;
import javax.sql.DataSource;
import org.sledopyt.notify.SourceNames;
import org.sledopyt.source.Sources;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.Seal;
import org.sledopyt.storage.Wake;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The server: what every part of it stands on. The database and the folder come from the command that starts it. Of Spring Boot's
 * automatic configurations only those listed in {@code META-INF/spring/org.sledopyt.Server.imports} are looked at, for a quick start.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan
@ImportAutoConfiguration
@ConfigurationPropertiesScan
@EnableScheduling
public class Server {

    @Bean(destroyMethod = "")
    DataSource dataSource(Database database) {
        return database.dataSource();
    }

    @Bean
    Wake wake(Database database) {
        return new Wake(database.address());
    }

    @Bean
    Seal seal(DataFolder folder) {
        return new Seal(folder.key("secret.key"));
    }

    @Bean
    Sources sources() {
        return Sources.load();
    }

    @Bean
    SourceNames sourceNames(Sources sources) {
        return (source, language) -> sources.find(source)
                .map(known -> known.manifest().name(language))
                .orElse(source);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
