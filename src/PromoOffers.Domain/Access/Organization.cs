namespace PromoOffers.Domain.Access;

/// <summary>Settings of the installation that people edit; one row.</summary>
public sealed class Organization
{
    public const int TheId = 1;

    public int Id { get; private set; } = TheId;
    public string Name { get; set; } = "";

    /// <summary>Stands at the foot of every mail to a participant.</summary>
    public string PostalAddress { get; set; } = "";
    public string FromName { get; set; } = "";
    public string FromAddress { get; set; } = "";

    /// <summary>Empty: none.</summary>
    public string ReplyTo { get; set; } = "";
    public byte[]? Logo { get; set; }
    public string? LogoType { get; set; }

    /// <summary>#rrggbb with a contrast of 4.5 to 1 against white.</summary>
    public string Accent { get; set; } = "#86296b";
    public string DefaultLanguage { get; set; } = "en";
    public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>SHA-256 of the one-time setup code; null: none was made, or it was used.</summary>
    public byte[]? SetupCodeHash { get; set; }

    /// <summary>
    /// What addresses and visitors of participants are hashed with, protected by the key ring; null until the first of them.
    /// It never changes: the hashes outlive the addresses.
    /// </summary>
    public string? ParticipantKey { get; set; }

    /// <summary>The API key of the demo's example shop, protected by the key ring; null where there is no demo.</summary>
    public string? ExampleShopKey { get; set; }

    /// <summary>Whether the first administrator was made.</summary>
    public bool IsSetUp { get; set; }
    public int Version { get; set; }
}
