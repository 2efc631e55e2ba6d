package org.sledopyt;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may know whom. A package knows only those written after its arrow, and the Java and library world. */
class ArchitectureTest {

    private static final String ROOT = "org.sledopyt";

    private static final Map<String, List<String>> KNOWS = Map.ofEntries(
            Map.entry("carrier", List.of()),
            Map.entry("storage", List.of()),
            Map.entry("text", List.of()),
            Map.entry("place", List.of()),
            Map.entry("sandbox", List.of()),
            Map.entry("source", List.of("carrier")),
            Map.entry("account", List.of("storage")),
            Map.entry("shipment", List.of("carrier", "account", "storage")),
            Map.entry("journey", List.of("carrier", "source", "shipment", "place", "storage")),
            Map.entry("intake", List.of("carrier", "source", "shipment", "journey", "storage")),
            Map.entry("notify", List.of("journey", "shipment", "account", "source", "storage", "text")),
            Map.entry(
                    "web",
                    List.of(
                            "carrier",
                            "source",
                            "shipment",
                            "journey",
                            "intake",
                            "notify",
                            "account",
                            "place",
                            "storage",
                            "text")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> a_package_knows_only_those_after_its_arrow() {
        return KNOWS.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    List<String> allowed = new ArrayList<>(entry.getValue());
                    allowed.add(entry.getKey());
                    String[] forbidden = KNOWS.keySet().stream()
                            .filter(other -> !allowed.contains(other))
                            .map(other -> ROOT + "." + other + "..")
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(ROOT + "." + entry.getKey() + "..")
                            .should()
                            .dependOnClassesThat(
                                    resideInAnyPackage(forbidden).or(resideInAnyPackage(ROOT, ROOT + ".command..")))
                            .check(CLASSES);
                }));
    }

    @Test
    void packages_make_no_circle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void sources_do_not_know_each_other() {
        slices().matching(ROOT + ".source.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void channels_do_not_know_each_other() {
        slices().matching(ROOT + ".notify.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void nobody_reaches_into_a_source_or_a_channel() {
        for (String parent : List.of("source", "notify")) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "." + parent + ".(*)..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "." + parent + ".(*)..")
                    .check(CLASSES);
        }
    }

    @Test
    void the_sandbox_shares_no_code_with_what_it_tries() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".sandbox..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        ROOT + ".sandbox..",
                        "java..",
                        "javax..",
                        "com.sun.net.httpserver..",
                        "org.w3c.dom..",
                        "org.xml..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "org.jspecify.."))
                .check(CLASSES);
    }

    @Test
    void readers_are_pure() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".source.(*)..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.net.http..", "java.sql..", "org.slf4j..", "org.springframework.."))
                .check(CLASSES);
    }
}
