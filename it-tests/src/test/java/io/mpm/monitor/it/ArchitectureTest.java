package io.mpm.monitor.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.channels.NetworkChannel;
import org.junit.jupiter.api.Test;

/** Who may know whom. Think twice before changing a rule here: the rule is the design. */
class ArchitectureTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.mpm.monitor");

  @Test
  void protocol_knowsNobody() {
    noClasses()
        .that()
        .resideInAPackage("io.mpm.monitor.protocol..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.mpm.monitor.proxy..",
            "io.mpm.monitor.hook..",
            "io.mpm.monitor.daemon..",
            "io.netty..",
            "com.corundumstudio..",
            "io.github.resilience4j..",
            "picocli..")
        .check(OURS);
  }

  @Test
  void proxyAndDaemon_meetOnlyOnTheWire() {
    noClasses()
        .that()
        .resideInAnyPackage("io.mpm.monitor.proxy..", "io.mpm.monitor.hook..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.mpm.monitor.daemon..")
        .check(OURS);
    noClasses()
        .that()
        .resideInAPackage("io.mpm.monitor.daemon..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.mpm.monitor.proxy..", "io.mpm.monitor.hook..")
        .check(OURS);
  }

  @Test
  void socketIoServer_isTheHubsAffair() {
    classes()
        .that()
        .resideOutsideOfPackage("io.mpm.monitor.daemon.hub..")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackage("com.corundumstudio..")
        .check(OURS);
  }

  @Test
  void connectionToTheDaemon_isTheDeliverysAffair() {
    noClasses()
        .that()
        .resideInAnyPackage("io.mpm.monitor.proxy..", "io.mpm.monitor.hook..")
        .and()
        .resideOutsideOfPackage("io.mpm.monitor.proxy.delivery..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(NetworkChannel.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.Socket")
        .check(OURS);
  }

  /**
   * It is most of what Jackson would load; docs/decisions.md. Written nicely, for people, is rare.
   */
  @Test
  void jacksonsMapper_isForNobody() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectCodec.class)
        .orShould()
        .callMethodWhere(
            describe(
                "a tree is asked for its text itself",
                call ->
                    call.getTarget().getOwner().isAssignableTo(JsonNode.class)
                        && call.getTarget().getName().equals("toString")))
        .check(OURS);
  }

  @Test
  void packages_dependOneWay() {
    slices().matching("io.mpm.monitor.(**)").should().beFreeOfCycles().check(OURS);
  }
}
