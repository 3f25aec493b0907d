package example.larkmoor.cases;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "example.larkmoor.cases")
class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyAdaptersKnowTheModelServer =
        noClasses().that().resideOutsideOfPackage("..adapters..").should().dependOnClassesThat().resideInAPackage("..adapters..");
}
