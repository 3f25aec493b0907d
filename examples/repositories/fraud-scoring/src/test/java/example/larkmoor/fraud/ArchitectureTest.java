package example.larkmoor.fraud;

@AnalyzeClasses(packages = "example.larkmoor.fraud")
class ArchitectureTest {
  @ArchTest
  static final ArchRule rulesDoNotKnowTheModel =
      noClasses().that().resideInAPackage("..rules..").should().dependOnClassesThat().resideInAPackage("..adapters..");
}
