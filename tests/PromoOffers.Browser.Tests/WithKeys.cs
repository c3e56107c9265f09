namespace PromoOffers.Browser.Tests;

/// <summary>
/// Tests that press keys, one at a time and after all others: a key goes to the window that is in front, and a test beside them may open
/// another one between the focus and the key.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WithKeys
{
    public const string Name = "With keys";
}
