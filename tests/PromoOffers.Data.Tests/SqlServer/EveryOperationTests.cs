using PromoOffers.Testing.SqlServer.StandIn;

namespace PromoOffers.Data.Tests.SqlServer;

/// <summary>Runs after everything that runs in parallel, and so after every contract test.</summary>
[CollectionDefinition(nameof(EveryOperationTests), DisableParallelization = true)]
[Collection(nameof(EveryOperationTests))]
public sealed class EveryOperationTests
{
    [Fact]
    public void Every_operation_has_sent_its_statements_to_the_stand_in()
    {
        var missing = RecordedOperations.NotBegun(typeof(EveryOperationTests).Assembly).ToList();
        Assert.SkipWhen(missing.Count > 0, "Only a part of the contract tests was run.");
        Assert.Empty(RecordedOperations.All().Where(operation => !RecordedOperations.Has(operation)).Select(operation => operation.FullName));
    }
}
