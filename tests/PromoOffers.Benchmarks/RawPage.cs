using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PromoOffers.Benchmarks;

/// <summary>The floor of a page: a server that answers with its bytes and does nothing else.</summary>
internal static class RawPage
{
    public const string Name = "raw-page";

    /// <param name="file">Holds the bytes.</param>
    public static async Task<int> Serve(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        await RawServer.Run(app => app.MapGet("/o/{slug}", (HttpContext context) =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
        }));
        return 0;
    }
}
