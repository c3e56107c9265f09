namespace PromoOffers.Domain.Offers;

/// <summary>A folder for offers that belong together, such as a season or a brand.</summary>
public sealed class Program
{
    public const int MaxNameLength = 100;

    private Program() { }

    public Program(string name, DateTime now) => (PublicId, Name, CreatedAt) = (Domain.PublicId.New(), Named(name), now);

    public int Id { get; private set; }
    public string PublicId { get; private set; } = "";
    public string Name { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }

    public void Rename(string name) => Name = Named(name);

    private static string Named(string name) =>
        OneLine.Of(name) is { Length: > 0 and <= MaxNameLength } trimmed
            ? trimmed
            : throw new RuleBroken($"A program has a name of 1 to {MaxNameLength} characters.");
}
