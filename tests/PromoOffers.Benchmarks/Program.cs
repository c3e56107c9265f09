using PromoOffers.Benchmarks;

if (args is [RawCheckout.Name, var mode, var file]) return await RawCheckout.Serve(mode, file);
return await Command.Run(args, new Dictionary<string, Func<BenchmarkRun, Task>>
{
    ["import"] = Import.Run,
    ["participants"] = Participants.Run,
    ["awards"] = Awards.Run,
    ["redeem"] = Redeem.Run,
    ["race"] = Race.Run,
});
