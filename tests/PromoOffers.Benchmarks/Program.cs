using PromoOffers.Benchmarks;

if (args is [RawCheckout.Name, var mode, var file]) return await RawCheckout.Serve(mode, file);
if (args is [RawAwards.Name, var awards]) return await RawAwards.Serve(awards);
if (args is [RawPage.Name, var page, _]) return await RawPage.Serve(page);
return await Command.Run(args, new Dictionary<string, Func<BenchmarkRun, Task>>
{
    ["import"] = Import.Run,
    ["participants"] = Participants.Run,
    ["awards"] = Awards.Run,
    ["redeem"] = Redeem.Run,
    ["draw"] = Draw.Run,
    ["visits"] = Visits.Run,
    ["race"] = Race.Run,
    ["refusals"] = Refusals.Run,
});
