using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PromoOffers.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class OrderOfCodeFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CodeFiles_OfferId_State",
                table: "CodeFiles");

            migrationBuilder.CreateIndex(
                name: "IX_CodeFiles_OfferId_State_PublishedAt_Id",
                table: "CodeFiles",
                columns: new[] { "OfferId", "State", "PublishedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CodeFiles_OfferId_State_PublishedAt_Id",
                table: "CodeFiles");

            migrationBuilder.CreateIndex(
                name: "IX_CodeFiles_OfferId_State",
                table: "CodeFiles",
                columns: new[] { "OfferId", "State" });
        }
    }
}
