using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Web.Tests.Redemptions;

/// <summary>The API does what its OpenAPI document says: each status that stands there happens, and nothing else does.</summary>
public sealed class ApiContractTests : IDisposable
{
    private const string Code = "CONTRACT-AB12-CD34";
    private static readonly ApiScope[] All = Enum.GetValues<ApiScope>();

    private readonly Site _site = new() { Settings = { ["Uploads:MaxBytes"] = "100000" } };
    private readonly HashSet<string> provoked = [];
    private ApiSchema? document;
    private string offer = "";

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Each_documented_status_happens_and_no_other()
    {
        using (var client = _site.CreateClient()) document = await ApiSchema.Of(client);
        offer = await _site.OfferWith([Code]);
        await WithoutAKeyNothingIsAnswered();
        await AKeyOpensWhatItsScopesName();
        await AKeyThatAsksTooOftenWaits();
        await ABodyHasATypeAndASize();
        await WhatCannotBeUnderstoodIsABadRequest();
        await WhatIsNotThereIsNotFound();
        await TheRestHappens();
        Assert.Equal(document.Operations.SelectMany(operation => document.Statuses(operation), (operation, status) => $"{operation} {status}").Order(), provoked.Order());
    }

    private async Task WithoutAKeyNothingIsAnswered() => await Provoke(401, ApiOperation.All, async operation =>
    {
        using var stranger = _site.CreateClient();
        return await operation.Ask(stranger);
    });

    private async Task AKeyOpensWhatItsScopesName() => await Provoke(403, ApiOperation.All.Where(operation => operation.Scope is not null), async operation =>
    {
        using var other = await _site.Program([.. All.Where(scope => scope != operation.Scope)]);
        return await operation.Ask(other);
    });

    private async Task AKeyThatAsksTooOftenWaits()
    {
        using var site = new Site { Settings = { ["Api:RequestsPerMinute"] = "1" } };
        await Provoke(429, ApiOperation.All, async operation =>
        {
            using var hasty = await site.Program(All);
            await ApiOperation.Named("GET /api/v1/offers").Ask(hasty);
            var answer = await operation.Ask(hasty);
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            Assert.Equal("0", answer.Headers.GetValues("RateLimit-Remaining").Single());
            return answer;
        });
    }

    private async Task ABodyHasATypeAndASize()
    {
        using var program = await _site.Program(All);
        var reading = ApiOperation.All.Where(operation => operation.Body is not null).ToList();
        await Provoke(415, reading, operation => operation.Ask(program, offer, ApiOperation.OfType("application/xml", "<code/>")));
        await Provoke(413, reading, operation => operation.Ask(program, offer, ApiOperation.OfType(operation.IsJson ? "application/json" : "text/plain", new string(' ', 100_001))));
    }

    private async Task WhatCannotBeUnderstoodIsABadRequest()
    {
        using var program = await _site.Program(All);
        await Provoke(400, ApiOperation.All.Where(operation => operation.IsJson), operation => operation.Ask(program, offer, ApiOperation.OfType("application/json", "{\"code\":")));
        await Provoke(400, ApiOperation.All.Where(operation => operation.IsJson), operation => operation.Ask(program, offer, ApiOperation.OfType("application/json", "{}")));
        await Provoke(400, [ApiOperation.Named("GET /api/v1/redemptions"), ApiOperation.Named("GET /api/v1/offers"), ApiOperation.Named("GET /api/v1/offers/{id}/participants")],
            operation => operation.Ask(program, offer, query: "?cursor=!"));
        await Provoke(400, [ApiOperation.Named("POST /api/v1/offers/{id}/codes")], operation => operation.Ask(program, offer, query: "?whitespace=eat"));
        foreach (var name in (string[])["POST /api/v1/redemptions", "POST /api/v1/redemptions/{id}/rollback"])
            await Provoke(400, [ApiOperation.Named(name)], operation => operation.Ask(program, offer, key: "two words"));
    }

    private async Task WhatIsNotThereIsNotFound()
    {
        using var program = await _site.Program(All);
        var named = ApiOperation.All.Where(operation => operation.Name.Contains('{', StringComparison.Ordinal)).Append(ApiOperation.Named("POST /api/v1/redemptions"));
        await Provoke(404, named, operation => operation.Ask(program));
    }

    private async Task TheRestHappens()
    {
        using var program = await _site.Program(All);
        var expired = await _site.OfferWith(["EXPIRED-1111"], new ReferralOffer { Slug = "late", LastDay = DateOnly.FromDateTime(ApiOnSite.Now).AddDays(-3) });
        var events = await _site.OfferWith([], new ReferralOffer { Slug = "events", Referral = new() { Goal = GoalType.CustomEvent, Event = "purchase", Count = 1 } });
        var ended = await _site.OfferWith([], new ReferralOffer { Slug = "ended", EndsAt = ApiOnSite.Now.AddDays(-1) });
        Task<HttpResponseMessage> Ask(string name, object? body = null, string id = "", string? key = null) =>
            (ApiOperation.Named(name) with { Body = body ?? ApiOperation.Named(name).Body }).Ask(program, id, key: key);
        async Task<string> Text(string part, HttpResponseMessage answer) => (await answer.Json()).GetProperty(part).GetString()!;
        object Order(string code, string order) => new { code, order = new { id = order } };

        const string Validate = "POST /api/v1/validations", Unlock = "DELETE /api/v1/locks/{sessionKey}", Redeem = "POST /api/v1/redemptions", RollBack = "POST /api/v1/redemptions/{id}/rollback";
        var held = await Answered(200, Validate, Ask(Validate, new { code = Code, @lock = new { } }));
        await Answered(200, Validate, Ask(Validate));
        await Answered(409, Redeem, Ask(Redeem, Order(Code, "1")));
        await Answered(204, Unlock, Ask(Unlock, id: await Text("sessionKey", held)));
        var redeemed = await Text("id", await Answered(201, Redeem, Ask(Redeem, Order(Code, "1"), key: "once")));
        await Answered(200, Redeem, Ask(Redeem, Order(Code, "1")));
        await Answered(409, Redeem, Ask(Redeem, Order(Code, "2")));
        await Answered(422, Redeem, Ask(Redeem, Order(Code, "2"), key: "once"));
        await Answered(410, Redeem, Ask(Redeem, Order("EXPIRED-1111", "3")));
        await Answered(200, "GET /api/v1/redemptions", Ask("GET /api/v1/redemptions"));
        await Answered(200, "GET /api/v1/redemptions/{id}", Ask("GET /api/v1/redemptions/{id}", id: redeemed));
        await Answered(200, RollBack, Ask(RollBack, id: redeemed, key: "back"));
        await Answered(422, RollBack, Ask(RollBack, new { reason = "Another reason" }, redeemed, "back"));
        await Answered(409, RollBack, Ask(RollBack, id: redeemed));

        const string Bring = "POST /api/v1/offers/{id}/codes", SignUp = "POST /api/v1/offers/{id}/participants", Report = "POST /api/v1/offers/{id}/events";
        var brought = await Answered(202, Bring, Ask(Bring, id: offer));
        await Answered(200, "GET /api/v1/imports/{id}", Ask("GET /api/v1/imports/{id}", id: await Text("id", brought)));
        await Answered(202, SignUp, Ask(SignUp, id: events));
        await Answered(409, SignUp, Ask(SignUp, id: ended));
        await Answered(422, SignUp, Ask(SignUp, id: await Sweepstakes()));
        await Answered(200, "GET /api/v1/offers/{id}/participants", Ask("GET /api/v1/offers/{id}/participants", id: events));
        await Answered(200, Report, Ask(Report, id: events));
        await Answered(202, SignUp, Ask(SignUp, new { email = "ann@example.com" }, events));
        await Answered(409, Report, Ask(Report, new { participant = "ann@example.com", @event = "purchase", sourceId = "1" }, events));
        await Answered(202, SignUp, Ask(SignUp, id: expired));
        await Answered(422, Report, Ask(Report, id: expired));
        await Answered(200, "GET /api/v1/offers", Ask("GET /api/v1/offers"));
    }

    /// <summary>An offer whose rules one has to accept.</summary>
    private Task<string> Sweepstakes() => _site.Services.GetRequiredService<IWrites>().Run(async (db, cancel) =>
    {
        var program = db.Add(new Domain.Offers.Program("advent", ApiOnSite.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        var terms = NewTerms.Sweepstakes("en", "Etc/UTC") with
        {
            Prize = new() { Kind = PrizeKind.FreeText, Label = new Dictionary<string, string> { ["en"] = "A year of espresso", ["fr"] = "Un an d’espresso" } },
            EndsAt = ApiOnSite.Now.AddDays(2),
            RulesLink = new Dictionary<string, string> { ["en"] = "https://example.com/rules", ["fr"] = "https://example.com/reglement" },
        };
        var offer = db.Add(new Offer(program.Id, "advent", "advent", OfferKind.Sweepstakes, terms, "Ann", ApiOnSite.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        offer.Approve("Ann", ApiOnSite.Now);
        db.Add(new OfferCounts(offer.Id));
        return offer.PublicId;
    });

    private async Task Provoke(int status, IEnumerable<ApiOperation> operations, Func<ApiOperation, Task<HttpResponseMessage>> ask)
    {
        foreach (var operation in operations) await Answered(status, operation.Name, ask(operation));
    }

    private async Task<HttpResponseMessage> Answered(int status, string operation, Task<HttpResponseMessage> asked)
    {
        var answer = await asked;
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)answer.StatusCode, $"{operation} answered {(int)answer.StatusCode} where {status} was due: {body}");
        var wrong = document!.WhatIsWrong(operation, status, answer.Content.Headers.ContentType?.MediaType, body);
        Assert.True(wrong is null, $"{operation} {status}: {wrong}");
        provoked.Add($"{operation} {status}");
        return answer;
    }
}
