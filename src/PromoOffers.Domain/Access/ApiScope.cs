namespace PromoOffers.Domain.Access;

/// <summary>What an API key may do.</summary>
public enum ApiScope { Validate, Redeem, Rollback, CodesWrite, EventsWrite, Participants, Prizes }

public static class ApiScopes
{
    public static IReadOnlyList<ApiScope> All { get; } = Enum.GetValues<ApiScope>();

    /// <summary>As it is written in the API and shown with a key.</summary>
    public static string Name(ApiScope scope) => scope switch
    {
        ApiScope.Validate => "validate",
        ApiScope.Redeem => "redeem",
        ApiScope.Rollback => "rollback",
        ApiScope.CodesWrite => "codes:write",
        ApiScope.EventsWrite => "events:write",
        ApiScope.Participants => "participants",
        ApiScope.Prizes => "prizes",
    };

    /// <summary>What somebody holds who may do by hand what the scope allows a program: nobody gives a key more than that.</summary>
    public static IReadOnlyList<Permission> StandsFor(ApiScope scope) => scope switch
    {
        ApiScope.Validate or ApiScope.Redeem => [],
        ApiScope.Rollback => [Permission.RollBackRedemptions],
        ApiScope.CodesWrite => [Permission.UploadCodes],
        ApiScope.EventsWrite => [Permission.ManageParticipants],
        ApiScope.Participants => [Permission.ManageParticipants, Permission.ViewPersonalData],
        ApiScope.Prizes => [Permission.AccessPrizes],
    };

    public static bool MayGrant(this Grants grants, ApiScope scope) => grants.Allow(StandsFor(scope));
}
